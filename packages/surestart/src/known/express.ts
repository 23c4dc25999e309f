import { defineTool } from "./_define.ts";

export default defineTool({
  name: "express",
  language: "javascript",
  framework: {},
  listens: [{ modules: ["express"] }],
});
