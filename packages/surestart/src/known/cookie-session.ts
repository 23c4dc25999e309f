import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/cookie-session */
export default defineTool({
  name: "cookie-session",
  language: "javascript",
  takes: [{ calls: ["cookie-session"], value: ["0.secret", "0.keys.0"], usedAs: "session" }],
});
