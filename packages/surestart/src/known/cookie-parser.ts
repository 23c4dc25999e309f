import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/cookie-parser */
export default defineTool({
  name: "cookie-parser",
  language: "javascript",
  takes: [{ calls: ["cookie-parser"], value: "0", usedAs: "session" }],
});
