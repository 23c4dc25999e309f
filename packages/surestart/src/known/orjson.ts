import { defineTool } from "./_define.ts";

/** https://pypi.org/project/orjson/ */
export default defineTool({
  name: "orjson",
  language: "python",
  converts: [{ calls: ["orjson.loads"], as: "json", none: "TypeError", empty: "ValueError" }],
});
