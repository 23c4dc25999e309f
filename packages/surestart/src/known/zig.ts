import { defineTool } from "./_define.ts";

export default defineTool({
  name: "zig",
  language: "other",
  sources: {
    called: "Zig",
    signs: ["build.zig"],
    endings: [".zig"],
    runBy: ["zig"],
    starts: [{ files: ["build.zig"], command: "zig build run" }],
  },
});
