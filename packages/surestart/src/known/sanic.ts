import { defineTool } from "./_define.ts";

export default defineTool({
  name: "sanic",
  language: "python",
  framework: { makes: ["sanic.Sanic"] },
  listens: [{ calls: ["sanic.Sanic().run"], port: "1 port", host: "0 host", usual: 8000 }],
});
