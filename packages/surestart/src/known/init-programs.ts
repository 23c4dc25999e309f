import { defineTools } from "./_define.ts";

/** Programs that containers start first, and that change the user. */
export default defineTools([
  { name: "tini", wraps: { options: { values: "p, e" } } },
  { name: "dumb-init", wraps: { options: { values: "rewrite r" } } },
  { name: "catatonit", wraps: { options: { values: "" } } },
  { name: "gosu", wraps: { options: { values: "" }, skip: 1 } },
  { name: "su-exec", wraps: { options: { values: "" }, skip: 1 } },
]);
