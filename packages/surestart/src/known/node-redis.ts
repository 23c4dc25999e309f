import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/redis */
export default defineTool({
  name: "node-redis",
  language: "javascript",
  packages: { npm: "redis" },
  takes: [
    {
      calls: ["redis.createClient", "@redis/client.createClient"],
      value: "0.url",
      usedAs: "redis",
      as: "url",
      schemes: ["redis", "rediss"],
    },
  ],
});
