import { defineTool } from "./_define.ts";

export default defineTool({
  name: "newrelic-admin",
  wraps: { options: { values: "" }, sub: /^run-program$/ },
  variables: ["NEW_RELIC_"],
});
