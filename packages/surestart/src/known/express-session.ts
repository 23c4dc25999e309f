import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/express-session */
export default defineTool({
  name: "express-session",
  language: "javascript",
  takes: [{ calls: ["express-session"], value: "0.secret", usedAs: "session" }],
});
