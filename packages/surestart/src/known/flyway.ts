import { defineTool } from "./_define.ts";

/** https://documentation.red-gate.com/fd */
export default defineTool({
  name: "flyway",
  called: "Flyway",
  language: "other",
  migrates: { command: "flyway migrate", file: /^flyway\.conf$/ },
});
