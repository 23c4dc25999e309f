import { defineTool } from "./_define.ts";

export default defineTool({
  name: "aiohttp",
  language: "python",
  framework: {},
  listens: [{ calls: ["aiohttp.web.run_app"], port: "port", host: "host", usual: 8080 }],
});
