import { defineTool } from "./_define.ts";
import { gradle, maven, spring } from "./_jvm.ts";

export default defineTool({
  name: "kotlin",
  language: "other",
  sources: {
    called: "Kotlin",
    // Gradle's Kotlin scripts build Java, too.
    unless: { called: "Java", folder: "src/main/java" },
    signs: ["src/main/kotlin", "build.gradle.kts"],
    endings: [".kt", ".kts"],
    runBy: ["kotlin", "kotlinc"],
    starts: [
      ...gradle("bootRun", spring),
      ...gradle("run", /ktor|mainClass|\bapplication\b/),
      ...maven("spring-boot:run", spring),
    ],
  },
});
