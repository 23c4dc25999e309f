import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv-flow */
export default defineTool({
  name: "dotenv-flow",
  language: "javascript",
  loads: [
    {
      calls: ["dotenv-flow.config"],
      imports: ["dotenv-flow/config"],
      dialect: "dotenv",
      usual: "convention",
      expands: { module: "dotenv-expand" },
    },
  ],
});
