import { defineTool } from "./_define.ts";

export default defineTool({
  name: "restify",
  language: "javascript",
  listens: [{ modules: ["restify"] }],
});
