import { defineTool } from "./_define.ts";

export default defineTool({
  name: "doppler",
  wraps: { options: { values: "project p, config c, token t, command" }, sub: /^run$/ },
});
