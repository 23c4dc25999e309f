import { defineTool } from "./_define.ts";

/** https://docs.python.org/3/library/ */
export default defineTool({
  name: "python",
  language: "python",
  takes: [{ calls: ["hmac.new"], value: "0 key", usedAs: "hmac", refuses: "nothing" }],
});
