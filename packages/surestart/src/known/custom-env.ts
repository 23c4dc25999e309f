import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/custom-env: .env.NAME of the mode, in which dotenv-expand 5 expands: it has no ${NAME:-x}. */
export default defineTool({
  name: "custom-env",
  language: "javascript",
  loads: [{ calls: ["custom-env.env"], dialect: "dotenv-expand", ownRules: true, usual: "convention" }],
});
