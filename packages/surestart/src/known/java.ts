import { defineTool } from "./_define.ts";
import { gradle, maven, spring } from "./_jvm.ts";

export default defineTool({
  name: "java",
  language: "other",
  example: "java -jar app.jar",
  command: { options: { values: "port server.port Dserver.port" } },
  // Spring Boot's own binding of variables; other Java programs read PORT, or nothing.
  server: { tell: { variables: { port: "SERVER_PORT", host: "SERVER_ADDRESS" } } },
  sources: {
    called: "Java",
    // `./gradlew run` and `java` start what is written in Kotlin, too.
    shared: true,
    signs: ["pom.xml", "build.gradle", "settings.gradle", "src/main/java"],
    endings: [".java", ".jar"],
    runBy: ["java", "mvn", "mvnw", "gradle", "gradlew", "quarkus", "jbang"],
    starts: [
      ...maven("spring-boot:run", spring),
      ...maven("quarkus:dev", /quarkus/),
      ...gradle("bootRun", spring),
      ...gradle("quarkusDev", /quarkus/),
      ...gradle("run", /\bapplication\b|mainClass/),
    ],
  },
});
