import { defineTool } from "./_define.ts";

export default defineTool({
  name: "go",
  language: "other",
  command: {
    options: { values: "tags, ldflags, gcflags, asmflags, mod, modfile, exec, C, p" },
    entry: { as: "file", after: /^run$/, ending: ".go" },
  },
  server: { tell: { readsPort: true } },
});
