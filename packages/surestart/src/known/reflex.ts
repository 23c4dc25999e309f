import { defineTool } from "./_define.ts";

export default defineTool({
  name: "reflex",
  wraps: { options: { values: "regex r, glob g, inverse-regex R" }, reloads: true },
});
