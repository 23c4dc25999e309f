import { defineTool } from "./_define.ts";

/** https://flask-migrate.readthedocs.io */
export default defineTool({
  name: "flask-migrate",
  called: "Flask-Migrate",
  language: "python",
  migrates: { command: "flask db upgrade", folder: "migrations" },
});
