import { defineTool } from "./_define.ts";

/** https://docs.pyinvoke.org/en/stable/invoke.html */
export default defineTool({
  name: "invoke",
  language: "python",
  programs: ["invoke", "inv"],
  runner: { reads: "tasks.py", options: { values: "search-root r, collection c, config f" } },
  get: { by: "pipx" },
});
