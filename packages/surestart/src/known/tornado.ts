import { defineTool } from "./_define.ts";

export default defineTool({
  name: "tornado",
  language: "python",
  framework: {},
  listens: [
    {
      calls: ["tornado.httpserver.HTTPServer().listen", "tornado.web.Application().listen"],
      port: "0 port",
      host: "1 address",
    },
  ],
});
