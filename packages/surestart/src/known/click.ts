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
  says: {
    refuses: /No such option:? '?(?<flag>--?[\w-]+)/,
    fails: [
      {
        line: /^Error: (?<text>(?:No such (?:option|command)|Invalid value|Missing |Got unexpected |While importing ).*)$/,
        as: "UsageError",
      },
    ],
  },
});
