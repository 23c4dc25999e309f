import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/custom-env: .env.NAME of the mode, in which dotenv-expand expands. */
export default defineTool({
  name: "custom-env",
  language: "javascript",
  loads: [{ calls: ["custom-env.env"], dialect: "dotenv-expand", usual: "convention" }],
});
