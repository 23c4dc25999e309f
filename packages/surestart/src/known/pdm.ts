import { defineTool } from "./_define.ts";

export default defineTool({
  name: "pdm",
  language: "python",
  wraps: {
    options: { values: "project p, site-packages s" },
    sub: /^run$/,
    outer: "chdir project p, config c",
    subMayLack: true,
    scripts: ["tool", "pdm", "scripts"],
    runs: { ".py": "python", ".pyw": "python" },
    finds: "venv",
  },
  installs: {
    project: true,
    locks: ["pdm.lock"],
    manifest: "pyproject.toml",
    table: /^\[tool\.pdm\b/m,
    install: "install",
    locked: "install",
    add: "add",
  },
  get: { by: "pipx" },
  says: { notFound: /^\[PdmUsageError\]: Command '(?<name>.+)' is not found in your PATH\.$/ },
});
