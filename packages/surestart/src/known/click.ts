import { defineTool } from "./_define.ts";

/** https://click.palletsprojects.com/en/stable/options/#values-from-environment-variables */
export default defineTool({
  name: "click",
  language: "python",
  reads: [
    {
      calls: ["click.option", "click.argument"],
      name: "envvar",
      default: "default",
      cast: "type",
      optional: true,
    },
  ],
});
