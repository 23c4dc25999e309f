import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/iron-session */
export default defineTool({
  name: "iron-session",
  language: "javascript",
  takes: [{ calls: ["iron-session.getIronSession"], value: "2.password", usedAs: "iron-session" }],
});
