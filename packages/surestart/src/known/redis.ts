import { defineTool } from "./_define.ts";

export default defineTool({
  name: "redis",
  uses: {
    redis: {
      called: "Redis",
      urls: [
        {
          client: "the Redis client",
          refuses: /^(http|https|tcp)$/,
          wants: (scheme) => (scheme === "https" ? "rediss" : "redis"),
          says: /Redis URL must specify one of the following schemes|Invalid protocol/,
          // ioredis takes a bare host, redis-py does not.
          bare: "python",
        },
      ],
    },
  },
  service: {
    called: "Redis",
    schemes: ["redis", "rediss"],
    port: 6379,
    tls: { schemes: ["rediss"] },
    greeting: "client",
    names: ["REDIS"],
    asks: "PING\r\n",
    answers: /^(\+PONG|-NOAUTH|-DENIED|-ERR|-LOADING|-MISCONF|-MASTERDOWN|-WRONGPASS|-NOPERM)/,
    // https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors, shared.loadingerr of src/server.c.
    starting:
      /\bLOADING (?:Redis|Valkey) is loading the dataset in memory|\bis loading the dataset in memory\b/,
    ready: "redis-cli -h {host} -p {port} ping",
    start: "redis-server",
  },
});
