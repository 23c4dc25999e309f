import path from "node:path";
import type { Proposal } from "../facts.ts";
import { jsonObject, readText } from "../files.ts";
import type { Sources } from "../known/_define.ts";
import { otherLanguages } from "../known/_tools.ts";
import { matches } from "./command/pattern.ts";
import { managerOf } from "./install-node.ts";

/** What may be meant to start a project in which no start command was found; the surest first. */
export function proposals(dir: string): Proposal[] {
  return [...scripts(dir), ...otherLanguages.flatMap((one) => ofLanguage(dir, one)), ...recipes(dir)].filter(
    ({ command }, i, all) => all.findIndex((other) => other.command === command) === i,
  );
}

/** The compose file that starts the project in containers, which is not ours to do. */
export function composeFile(dir: string): string | null {
  const names = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
  return names.find((name) => matches(dir, name).length > 0) ?? null;
}

/** Names under which people keep what starts a program, also with more after them: `start:dev`. */
const starting = /^(start|serve|server|dev|develop|run|web|api|watch|preview)([:._-].*)?$/;

function scripts(dir: string): Proposal[] {
  const names = Object.keys(jsonObject(readText(path.join(dir, "package.json")))["scripts"] ?? {});
  return names
    .filter((name) => starting.test(name))
    .slice(0, 3)
    .map((name) => ({ command: `${managerOf(dir)} run ${name}`, because: "package.json" }));
}

/** The first way to start it for which everything is there, and of which it is clear what is meant. */
function ofLanguage(dir: string, { starts }: Sources): Proposal[] {
  for (const { files, says, command } of starts) {
    const found = files.map((file) => matches(dir, file));
    if (found.some((some) => some.length === 0)) continue;
    const fitting = found
      .flat()
      .filter(({ file }) => !says || says.test(readText(path.join(dir, file)) ?? ""));
    const starred = command.includes("{1}") ? fitting.filter(({ star }) => star !== "") : [];
    if (fitting.length === 0 || (command.includes("{1}") && starred.length !== 1)) continue;
    const because = (starred[0] ?? found[0]?.[0])?.file ?? "";
    return [{ command: command.replace("{1}", starred[0]?.star ?? ""), because }];
  }
  return [];
}

/** Files whose recipes have names, with how one is run. */
const runners: readonly [file: string, recipe: RegExp, run: string][] = [
  ["Makefile", /^([\w-]+)\s*:(?![:=])/gm, "make"],
  ["makefile", /^([\w-]+)\s*:(?![:=])/gm, "make"],
  ["GNUmakefile", /^([\w-]+)\s*:(?![:=])/gm, "make"],
  ["justfile", /^@?([\w-]+)(?:\s[^:\n]*)?:(?!=)/gm, "just"],
  ["Justfile", /^@?([\w-]+)(?:\s[^:\n]*)?:(?!=)/gm, "just"],
  ["Taskfile.yml", /^ {2}([\w-]+):/gm, "task"],
  ["Taskfile.yaml", /^ {2}([\w-]+):/gm, "task"],
];

function recipes(dir: string): Proposal[] {
  return runners.flatMap(([file, recipe, run]) =>
    [...(readText(path.join(dir, file)) ?? "").matchAll(recipe)]
      .map((match) => match[1] as string)
      .filter((name) => starting.test(name) || name === "up")
      .slice(0, 2)
      .map((name) => ({ command: `${run} ${name}`, because: file })),
  );
}
