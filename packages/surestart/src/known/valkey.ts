import { defineTool } from "./_define.ts";

export default defineTool({
  name: "valkey",
  service: {
    called: "Valkey",
    schemes: ["valkey", "valkeys"],
    port: 6379,
    tls: { schemes: ["valkeys"] },
    greeting: "client",
    names: ["VALKEY"],
    asks: "PING\r\n",
    speaks: "redis",
    start: "valkey-server",
  },
});
