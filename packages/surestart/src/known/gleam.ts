import { defineTool } from "./_define.ts";

export default defineTool({
  name: "gleam",
  language: "other",
  sources: {
    called: "Gleam",
    signs: ["gleam.toml"],
    endings: [".gleam"],
    runBy: ["gleam"],
    starts: [{ files: ["gleam.toml"], command: "gleam run" }],
  },
});
