import { defineTool } from "./_define.ts";

export default defineTool({
  name: "loopback",
  language: "javascript",
  listens: [{ modules: ["@loopback/*"] }],
});
