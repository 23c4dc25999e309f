import { defineTool } from "./_define.ts";

export default defineTool({
  name: "rbenv",
  wraps: { options: { values: "" }, sub: /^exec$/ },
});
