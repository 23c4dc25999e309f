import { defineTool } from "./_define.ts";

/** lib/index.js of 0.1.8: https://github.com/grimen/node-env-file */
export default defineTool({
  name: "node-env-file",
  language: "javascript",
  loads: [
    {
      calls: ["node-env-file", "node-env-file.sync"],
      dialect: "dotenv",
      ownRules: true,
      usual: "nothing",
      path: "0",
      override: "overwrite",
      demands: "raise",
    },
  ],
});
