import { defineTool } from "./_define.ts";

export default defineTool({
  name: "uv",
  language: "python",
  wraps: {
    options: {
      values:
        "module m, env-file, with w, with-editable, with-requirements, extra, group, only-group, no-group, python p, package, " +
        "chdir directory, project, index, index-url i, python-platform, no-extra, upgrade-package P",
    },
    sub: /^run$/,
    console: true,
    outer: "chdir directory, chdir project, config-file, cache-dir, color, python p",
    runs: { ".py": "python", ".pyw": "python" },
    // By Rust's dotenvy, which expands $NAME as dotenv-expand does.
    envFiles: {
      dialect: "dotenv-expand",
      variable: "UV_ENV_FILE",
      unless: { flag: "no-env-file" },
      how: { named: "--env-file {file}" },
    },
    finds: "venv",
    // https://docs.astral.sh/uv/concepts/projects/config/#project-packaging
    installsProject: /^\[build-system\]|^package\s*=\s*true/m,
  },
  installs: {
    project: true,
    locks: ["uv.lock"],
    manifest: "pyproject.toml",
    table: /^\[tool\.uv\b/m,
    install: "sync",
    locked: "sync",
    add: "add",
  },
  get: { by: "pipx", also: ["uvx"] },
  says: { notFound: /^error: Failed to spawn: `(?<name>.+)`$/ },
  variables: ["UV_"],
});
