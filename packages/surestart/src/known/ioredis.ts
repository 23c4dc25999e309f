import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/ioredis */
export default defineTool({
  name: "ioredis",
  language: "javascript",
  takes: [
    {
      calls: ["ioredis", "ioredis.Redis", "iovalkey", "iovalkey.Valkey", "iovalkey.Redis"],
      value: "0",
      usedAs: "redis",
    },
  ],
});
