import { defineTool } from "./_define.ts";

export default defineTool({
  name: "volta",
  wraps: { options: { values: "node, npm, yarn, pnpm" }, sub: /^run$/, finds: "unseen" },
  pins: ["volta", "node"],
});
