import { defineTool } from "./_define.ts";

export default defineTool({
  name: "pipenv",
  language: "python",
  wraps: {
    options: { values: "" },
    sub: /^run$/,
    scripts: ["scripts"],
    envFiles: {
      dialect: "python",
      variable: "PIPENV_DOTENV_LOCATION",
      files: [".env"],
      nearest: "Pipfile",
      missing: "never a fault",
      override: true,
      unless: { variable: "PIPENV_DONT_LOAD_ENV" },
      how: { named: "pipenv run", otherwise: "pipenv run" },
    },
    finds: "venv",
  },
  installs: {
    locks: ["Pipfile.lock"],
    manifest: "Pipfile",
    install: "install",
    locked: "sync",
    add: "install",
  },
  get: { by: "pipx" },
  says: {
    notFound:
      /^Error: the command (?<name>.+) could not be found within PATH(?: or Pipfile's \[scripts\])?\.?$/,
  },
});
