import path from "node:path";
import type { StartCommand } from "../facts.ts";
import type { Sources } from "../known/_define.ts";
import { otherLanguages } from "../known/_tools.ts";
import { programName } from "../program-name.ts";
import { matches } from "./command/pattern.ts";

/**
 * The languages, by name, in which the program is written and whose sources are not read; without a start command, those of
 * the project's folder. Empty where the sources are read, and where nothing says what the program is.
 */
export function unreadLanguages(dir: string, command: StartCommand | null): string[] {
  if (command && isRead(command)) return [];
  const named = command ? ofCommand(command) : [];
  const found = named.length > 0 ? named : otherLanguages.filter((one) => isIn(one, command?.cwd ?? dir));
  const isBuild = ({ unless }: Sources): boolean =>
    unless !== undefined &&
    found.some(({ called }) => called === unless.called) &&
    matches(dir, unless.folder).length > 0;
  return found.filter((one) => !isBuild(one)).map(({ called }) => called);
}

/** What the program does can be followed in its sources. */
function isRead({ language }: Pick<StartCommand, "language">): boolean {
  return language === "python" || language === "javascript" || language === "typescript";
}

function ofCommand({ program, entry }: StartCommand): Sources[] {
  const name = programName(program[0] ?? "");
  const file = entry?.file ?? entry?.missing ?? program[0] ?? "";
  const of = (test: (one: Sources) => boolean): Sources[] => otherLanguages.filter(test).slice(0, 1);
  const byEnding = of(({ endings }) => endings.includes(path.extname(file)));
  if (byEnding.length > 0) return byEnding;
  const byName = of(({ runBy }) => runBy.includes(name));
  return byName[0]?.shared ? [] : byName;
}

function isIn({ signs }: Sources, dir: string): boolean {
  return signs.some((sign) => matches(dir, sign).length > 0);
}
