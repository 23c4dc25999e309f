import { defineTool } from "./_define.ts";

/** https://redis.readthedocs.io */
export default defineTool({
  name: "redis-py",
  language: "python",
  packages: { pypi: "redis" },
  takes: [
    {
      calls: [
        "redis.from_url",
        "redis.Redis.from_url",
        "redis.StrictRedis.from_url",
        "redis.asyncio.from_url",
        "redis.asyncio.Redis.from_url",
        "aioredis.from_url",
      ],
      value: "0 url",
      usedAs: "redis",
      as: "url",
      refuses: "nothing and empty",
    },
  ],
});
