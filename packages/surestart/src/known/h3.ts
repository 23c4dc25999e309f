import { defineTool } from "./_define.ts";

export default defineTool({
  name: "h3",
  language: "javascript",
  listens: [{ modules: ["h3"] }],
});
