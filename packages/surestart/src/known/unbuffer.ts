import { defineTool } from "./_define.ts";

export default defineTool({
  name: "unbuffer",
  wraps: { options: { values: "" } },
});
