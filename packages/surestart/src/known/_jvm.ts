import type { SourceStart } from "./_define.ts";

export const spring: RegExp = /spring-boot|org\.springframework\.boot/;

/** A task of Gradle, by the project's own copy of it where it has one. */
export const gradle = (task: string, says?: RegExp): SourceStart[] =>
  ["build.gradle", "build.gradle.kts"].flatMap((build) =>
    ["./gradlew", "gradle"].map((tool) => ({
      files: tool === "gradle" ? [build] : [build, "gradlew"],
      ...(says ? { says } : {}),
      command: `${tool} ${task}`,
    })),
  );

/** A goal of Maven. */
export const maven = (goal: string, says: RegExp): SourceStart[] => [
  { files: ["pom.xml", "mvnw"], says, command: `./mvnw ${goal}` },
  { files: ["pom.xml"], says, command: `mvn ${goal}` },
];
