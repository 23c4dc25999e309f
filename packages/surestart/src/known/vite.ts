import { defineTool } from "./_define.ts";

/** https://vite.dev/guide/env-and-mode */
export default defineTool({
  name: "vite",
  language: "javascript",
  loads: [{ calls: ["vite.loadEnv"], dialect: "dotenv-expand", usual: "convention", gives: "object" }],
});
