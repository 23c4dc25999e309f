import { defineTool } from "./_define.ts";

export default defineTool({
  name: "varlock",
  wraps: { options: { values: "env, path p" }, sub: /^run$/ },
});
