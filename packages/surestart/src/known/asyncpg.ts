import { defineTool } from "./_define.ts";

/** https://magicstack.github.io/asyncpg/current/api/ */
export default defineTool({
  name: "asyncpg",
  language: "python",
  takes: [
    { calls: ["asyncpg.connect", "asyncpg.create_pool"], value: "0 dsn", usedAs: "postgres", as: "url" },
  ],
});
