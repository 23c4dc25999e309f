import { defineTool } from "./_define.ts";

export default defineTool({
  name: "go",
  language: "other",
  example: "go run main.go",
  command: {
    options: { values: "tags, ldflags, gcflags, asmflags, mod, modfile, exec, C, p" },
    entry: { as: "file", after: /^run$/, ending: ".go" },
  },
  server: { tell: { readsPort: true } },
  sources: {
    called: "Go",
    signs: ["go.mod", "go.work", "main.go"],
    endings: [".go"],
    runBy: ["go", "air", "reflex", "gow"],
    starts: [
      { files: ["main.go"], command: "go run ." },
      { files: ["cmd/*/main.go"], command: "go run ./cmd/{1}" },
      { files: ["cmd/main.go"], command: "go run ./cmd" },
    ],
  },
});
