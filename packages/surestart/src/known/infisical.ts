import { defineTool } from "./_define.ts";

export default defineTool({
  name: "infisical",
  wraps: { options: { values: "env e, path, projectId, token" }, sub: /^run$/ },
});
