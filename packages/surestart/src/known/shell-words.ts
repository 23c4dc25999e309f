import { defineTools } from "./_define.ts";

/** Words of shells that run the command after them. */
export default defineTools([
  { name: "exec", wraps: { options: { values: "a" }, silent: true } },
  { name: "command", wraps: { options: { values: "" }, silent: true } },
  { name: "time", wraps: { options: { values: "format f, output o" } } },
]);
