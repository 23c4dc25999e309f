import { defineTool } from "./_define.ts";

export default defineTool({
  name: "poe",
  language: "python",
  packages: { pypi: "poethepoet" },
  wraps: {
    options: { values: "" },
    scripts: ["tool", "poe", "tasks"],
    onlyScripts: true,
    sequences: true,
    finds: "venv",
  },
  get: { by: "pipx" },
});
