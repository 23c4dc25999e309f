import { defineTool } from "./_define.ts";

export default defineTool({
  name: "bundle",
  wraps: { options: { values: "gemfile" }, sub: /^exec$/ },
});
