import { defineTool } from "./_define.ts";

/** https://docs.sqlalchemy.org/en/20/core/engines.html */
export default defineTool({
  name: "sqlalchemy",
  language: "python",
  takes: [
    {
      calls: ["sqlalchemy.create_engine", "sqlalchemy.engine.create_engine", "sqlmodel.create_engine"],
      value: "0 url",
      usedAs: "sqlalchemy",
      as: "url",
      refuses: "nothing and empty",
    },
    {
      calls: ["sqlalchemy.ext.asyncio.create_async_engine"],
      value: "0 url",
      usedAs: "sqlalchemy-async",
      as: "url",
      refuses: "nothing and empty",
    },
  ],
  framework: {},
  converts: [
    { calls: ["sqlalchemy.engine.make_url"], as: "url", none: "TypeError", empty: "ValueError", text: true },
  ],
});
