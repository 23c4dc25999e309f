import { defineTool } from "./_define.ts";

export default defineTool({
  name: "connect",
  language: "javascript",
  listens: [{ modules: ["connect"] }],
});
