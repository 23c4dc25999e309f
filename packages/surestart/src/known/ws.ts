import { defineTool } from "./_define.ts";

export default defineTool({
  name: "ws",
  language: "javascript",
  listens: [
    { modules: ["ws"] },
    {
      calls: ["ws.WebSocketServer", "ws.Server"],
      options: { at: 0 },
      onlyWith: "port",
      shown: "WebSocketServer",
    },
  ],
});
