import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv-mono */
export default defineTool({
  name: "dotenv-mono",
  language: "javascript",
  loads: [
    {
      calls: ["dotenv-mono.dotenvLoad", "dotenv-mono.load", "dotenv-mono.config"],
      imports: ["dotenv-mono/load"],
      dialect: "dotenv-expand",
      usual: "convention",
    },
  ],
});
