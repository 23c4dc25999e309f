import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { matches } from "./command/pattern.ts";
import { programName } from "./command/state.ts";
import { type OtherLanguage, otherLanguages } from "./other-languages.ts";

/**
 * The languages, by name, in which the program is written and whose sources are not read; without a start command, those of
 * the project's folder. Empty where the sources are read, and where nothing says what the program is.
 */
export function unreadLanguages(dir: string, command: StartCommand | null): string[] {
  if (command && isRead(command)) return [];
  const named = command ? ofCommand(command) : [];
  const found = named.length > 0 ? named : otherLanguages.filter((one) => isIn(one, command?.cwd ?? dir));
  const names = found.map(({ name }) => name);
  // Gradle's Kotlin scripts build Java, too.
  return names.includes("Java") && names.includes("Kotlin") && matches(dir, "src/main/java").length > 0
    ? names.filter((name) => name !== "Kotlin")
    : names;
}

/** What the program does can be followed in its sources. */
export function isRead({ language }: Pick<StartCommand, "language">): boolean {
  return language === "python" || language === "javascript" || language === "typescript";
}

function ofCommand({ program, entry }: StartCommand): OtherLanguage[] {
  const name = programName(program[0] ?? "");
  const file = entry?.file ?? entry?.missing ?? program[0] ?? "";
  const of = (test: (one: OtherLanguage) => boolean): OtherLanguage[] =>
    otherLanguages.filter(test).slice(0, 1);
  const byEnding = of(({ endings }) => endings.includes(path.extname(file)));
  if (byEnding.length > 0) return byEnding;
  // `./gradlew run` and `java` start what is written in Kotlin as well: the folder tells.
  const byName = of(({ programs }) => programs.includes(name));
  return byName[0]?.name === "Java" ? [] : byName;
}

function isIn({ signs }: OtherLanguage, dir: string): boolean {
  return signs.some((sign) => matches(dir, sign).length > 0);
}
