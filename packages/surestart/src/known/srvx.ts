import { defineTool } from "./_define.ts";

export default defineTool({
  name: "srvx",
  language: "javascript",
  listens: [{ calls: ["srvx.serve"], options: { at: 0 }, shown: "serve" }],
});
