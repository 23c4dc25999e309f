import { defineTool } from "./_define.ts";

export default defineTool({
  name: "scala",
  language: "other",
  sources: {
    called: "Scala",
    signs: ["build.sbt"],
    endings: [".scala"],
    runBy: ["scala", "sbt"],
    starts: [{ files: ["build.sbt"], command: "sbt run" }],
  },
});
