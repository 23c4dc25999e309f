import { defineTool } from "./_define.ts";

export default defineTool({
  name: "direnv",
  wraps: { options: { values: "" }, sub: /^exec$/, skip: 1, finds: "unseen" },
});
