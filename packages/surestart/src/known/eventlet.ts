import { defineTool } from "./_define.ts";

export default defineTool({
  name: "eventlet",
  language: "python",
  listens: [{ calls: ["eventlet.listen"], address: "0" }],
});
