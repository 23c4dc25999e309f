import { defineTool } from "./_define.ts";

export default defineTool({
  name: "polka",
  language: "javascript",
  listens: [{ modules: ["polka"] }],
});
