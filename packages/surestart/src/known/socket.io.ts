import { defineTool } from "./_define.ts";

export default defineTool({
  name: "socket.io",
  language: "javascript",
  listens: [
    { modules: ["socket.io"] },
    { calls: ["socket.io.Server"], options: { at: 0 }, onlyWith: "port", shown: "WebSocketServer" },
  ],
});
