import { defineTool } from "./_define.ts";

export default defineTool({
  name: "fnm",
  wraps: { options: { values: "using" }, sub: /^exec$/, finds: "unseen" },
});
