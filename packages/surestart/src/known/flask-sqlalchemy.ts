import { defineTool } from "./_define.ts";

/** https://flask-sqlalchemy.readthedocs.io/en/stable/config/ */
export default defineTool({
  name: "flask-sqlalchemy",
  language: "python",
  takes: [{ configures: { key: "SQLALCHEMY_DATABASE_URI" }, usedAs: "sqlalchemy", as: "url" }],
});
