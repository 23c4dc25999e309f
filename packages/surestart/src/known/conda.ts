import { defineTool } from "./_define.ts";

export default defineTool({
  name: "conda",
  wraps: { options: { values: "name n, prefix p, chdir cwd" }, sub: /^run$/, finds: "unseen" },
});
