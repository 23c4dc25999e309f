import { defineTool } from "./_define.ts";

export default defineTool({
  name: "ddtrace-run",
  wraps: { options: { values: "" } },
  variables: ["DD_"],
});
