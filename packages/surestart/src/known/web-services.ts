import { defineTool } from "./_define.ts";

export default defineTool({
  name: "http",
  service: {
    called: "the service",
    seen: "an HTTP server",
    schemes: ["http", "https", "ws", "wss"],
    port: 80,
    tls: { schemes: ["https", "wss"], port: 443 },
    greeting: "none",
    answers: /^HTTP\/\d|^\s*<(!doctype|html)/i,
  },
});
