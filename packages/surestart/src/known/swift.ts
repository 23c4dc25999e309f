import { defineTool } from "./_define.ts";

export default defineTool({
  name: "swift",
  language: "other",
  sources: {
    called: "Swift",
    signs: ["Package.swift"],
    endings: [".swift"],
    runBy: ["swift"],
    starts: [{ files: ["Package.swift"], says: /executableTarget|vapor/i, command: "swift run" }],
  },
});
