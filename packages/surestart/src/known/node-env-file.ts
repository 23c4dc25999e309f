import { defineTool } from "./_define.ts";

/**
 * lib/index.js of 0.1.8: https://github.com/grimen/node-env-file. Of our dialects only decouple's takes a `#` and `export` as
 * they are, too; it cuts off blanks around a key, which this loader keeps.
 */
export default defineTool({
  name: "node-env-file",
  language: "javascript",
  loads: [
    {
      calls: ["node-env-file", "node-env-file.sync"],
      dialect: "decouple",
      ownRules: true,
      usual: "nothing",
      path: "0",
      override: "overwrite",
      demands: "raise",
    },
  ],
});
