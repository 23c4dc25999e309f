import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/postgres */
export default defineTool({
  name: "postgres.js",
  language: "javascript",
  packages: { npm: "postgres" },
  takes: [{ calls: ["postgres"], value: "0", usedAs: "postgres", as: "url" }],
});
