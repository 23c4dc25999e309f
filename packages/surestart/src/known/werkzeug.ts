import { defineTool } from "./_define.ts";

export default defineTool({
  name: "werkzeug",
  language: "python",
  listens: [{ calls: ["werkzeug.serving.run_simple"], port: "1 port", host: "0 hostname" }],
});
