import { defineTool } from "./_define.ts";

/** https://www.psycopg.org */
export default defineTool({
  name: "psycopg",
  language: "python",
  native: { says: /^ImportError: no pq wrapper available\.?$/m, get: "psycopg[binary]" },
  takes: [
    { calls: ["psycopg2.connect"], value: "0 dsn", usedAs: "postgres" },
    { calls: ["psycopg.connect"], value: "0 conninfo", usedAs: "postgres" },
  ],
});
