import { defineTool } from "./_define.ts";

export default defineTool({
  name: "pyenv",
  wraps: { options: { values: "" }, sub: /^exec$/ },
});
