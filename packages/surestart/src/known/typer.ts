import { defineTool } from "./_define.ts";

/** https://typer.tiangolo.com/tutorial/arguments/envvar/ */
export default defineTool({
  name: "typer",
  language: "python",
  reads: [
    {
      calls: ["typer.Option", "typer.Argument"],
      name: "envvar",
      default: "default",
      optional: true,
    },
  ],
});
