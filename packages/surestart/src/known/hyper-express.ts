import { defineTool } from "./_define.ts";

export default defineTool({
  name: "hyper-express",
  language: "javascript",
  listens: [{ modules: ["hyper-express"] }],
});
