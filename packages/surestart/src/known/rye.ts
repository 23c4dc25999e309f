import { defineTool } from "./_define.ts";

export default defineTool({
  name: "rye",
  language: "python",
  wraps: {
    options: { values: "pyproject" },
    sub: /^run$/,
    subMayLack: true,
    scripts: ["tool", "rye", "scripts"],
    runs: { ".py": "python", ".pyw": "python" },
    finds: "venv",
  },
});
