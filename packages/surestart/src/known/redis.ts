import { defineTool } from "./_define.ts";

export default defineTool({
  name: "redis",
  service: {
    called: "Redis",
    schemes: ["redis", "rediss"],
    port: 6379,
    tls: { schemes: ["rediss"] },
    greeting: "client",
    names: ["REDIS"],
    asks: "PING\r\n",
    answers: /^(\+PONG|-NOAUTH|-DENIED|-ERR|-LOADING|-MISCONF|-MASTERDOWN|-WRONGPASS|-NOPERM)/,
    start: "redis-server",
  },
});
