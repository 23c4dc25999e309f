import { defineTool } from "./_define.ts";

export default defineTool({
  name: "uWebSockets.js",
  language: "javascript",
  listens: [{ modules: ["uWebSockets.js"] }],
});
