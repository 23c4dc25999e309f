import { defineTool } from "./_define.ts";

export default defineTool({
  name: "cross-env",
  programs: ["cross-env", "cross-env-shell"],
  packages: { npm: "cross-env" },
  wraps: { options: { values: "" }, splits: true, onlyAssigns: true, finds: "node_modules" },
  onlyStarts: ["cross-env"],
});
