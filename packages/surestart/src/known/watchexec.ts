import { defineTool } from "./_define.ts";

export default defineTool({
  name: "watchexec",
  wraps: { options: { values: "exts e, filter f, ignore i, watch w, signal s, debounce d" }, reloads: true },
});
