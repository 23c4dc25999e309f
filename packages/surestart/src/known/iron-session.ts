import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/iron-session */
export default defineTool({
  name: "iron-session",
  language: "javascript",
  uses: {
    "iron-session": {
      anyText: true,
      least: { length: 32, unit: "characters", by: "iron-session", refused: true },
    },
  },
  takes: [{ calls: ["iron-session.getIronSession"], value: "2.password", usedAs: "iron-session" }],
});
