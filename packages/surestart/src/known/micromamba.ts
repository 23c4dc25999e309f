import { defineTool } from "./_define.ts";

export default defineTool({
  name: "micromamba",
  wraps: { options: { values: "name n, prefix p, chdir cwd" }, sub: /^run$/, finds: "unseen" },
});
