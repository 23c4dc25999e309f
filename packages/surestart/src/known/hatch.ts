import { defineTool } from "./_define.ts";

export default defineTool({
  name: "hatch",
  language: "python",
  wraps: {
    options: { values: "" },
    sub: /^run$/,
    outer: "env e, chdir project p, config",
    scripts: ["tool", "hatch", "envs", "default", "scripts"],
    scriptsOf: "default",
    finds: "venv",
    installsProject: /^/,
    ownVenv: true,
  },
  get: { by: "pipx" },
});
