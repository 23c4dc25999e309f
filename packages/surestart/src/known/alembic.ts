import { defineTool } from "./_define.ts";

/** https://alembic.sqlalchemy.org/en/latest/tutorial.html */
export default defineTool({
  name: "alembic",
  called: "Alembic",
  language: "python",
  migrates: { command: "alembic upgrade head", file: /^alembic\.ini$/ },
  // The program has its own folder on Python's path, and not the one in which it is started.
  ownPath: {
    runs: /(^|\/)env\.py$/,
    says: /[\\/]alembic[\\/]script[\\/]base\.py", line \d+, in run_env/,
    unless: { file: "alembic.ini", section: "[alembic]", line: "prepend_sys_path = ." },
    otherwise: "python3 -m alembic",
  },
});
