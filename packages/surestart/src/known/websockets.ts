import { defineTool } from "./_define.ts";

export default defineTool({
  name: "websockets",
  language: "python",
  listens: [
    { calls: ["websockets.serve", "websockets.asyncio.server.serve"], port: "2 port", host: "1 host" },
  ],
});
