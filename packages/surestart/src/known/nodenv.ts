import { defineTool } from "./_define.ts";

export default defineTool({
  name: "nodenv",
  wraps: { options: { values: "" }, sub: /^exec$/ },
});
