import { defineTool } from "./_define.ts";

export default defineTool({
  name: "doas",
  wraps: { options: { values: "u, C" } },
});
