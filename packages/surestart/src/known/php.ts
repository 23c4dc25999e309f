import { defineTool } from "./_define.ts";

export default defineTool({
  name: "php",
  language: "other",
  command: {
    options: { values: "address S, t, d, c, port, host", flags: "n, q" },
    entry: { as: "file" },
  },
  server: { tell: { readsPort: true } },
});
