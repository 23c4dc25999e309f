import { defineTool } from "./_define.ts";

export default defineTool({
  name: "poetry",
  language: "python",
  wraps: {
    options: { values: "" },
    sub: /^run$/,
    outer: "chdir directory C, chdir project P",
    functions: ["tool", "poetry", "scripts"],
    finds: "venv",
  },
  installs: {
    project: true,
    locks: ["poetry.lock"],
    manifest: "pyproject.toml",
    table: /^\[tool\.poetry\b/m,
    install: "install",
    locked: "install",
    add: "add",
  },
  get: { by: "pipx" },
  says: { notFound: /^Command not found: (?<name>.+)$/ },
});
