import { defineTool } from "./_define.ts";

/** https://nodejs.org/api/process.html#processloadenvfilepath, https://nodejs.org/api/util.html#utilparseenvcontent */
export default defineTool({
  name: "node",
  language: "javascript",
  loads: [
    {
      calls: ["process.loadEnvFile"],
      dialect: "node",
      package: null,
      usual: "cwd",
      path: "0",
      demands: true,
    },
    {
      calls: ["util.parseEnv"],
      dialect: "node",
      package: null,
      usual: "nothing",
      content: "0",
      gives: "object",
    },
  ],
});
