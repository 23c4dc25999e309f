import { defineTool } from "./_define.ts";

/** https://pypi.org/project/dj-database-url/ */
export default defineTool({
  name: "dj-database-url",
  language: "python",
  converts: [{ calls: ["dj_database_url.parse"], as: "url", none: "AttributeError", text: true }],
});
