import { defineTool } from "./_define.ts";

export default defineTool({
  name: "opentelemetry-instrument",
  wraps: { options: { values: "", unknown: "value" } },
  variables: ["OTEL_"],
});
