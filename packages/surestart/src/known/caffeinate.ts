import { defineTool } from "./_define.ts";

export default defineTool({
  name: "caffeinate",
  wraps: { options: { values: "t, w" } },
});
