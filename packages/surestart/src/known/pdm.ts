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
});
