import { toolsWith } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { quoted } from "./environment.ts";

/** Programs that set variables and then run the words after it. */
const setters = new Set([
  "env",
  ...toolsWith("wraps").flatMap(({ name, programs = [name], wraps }) => (wraps.onlyAssigns ? programs : [])),
]);
/** An assignment at the beginning of a command in a line of the shell. */
const assigned = new RegExp(
  `((?:^|[;&|({]\\s*|\\b(?:export|${[...setters].join("|")}|then|do|else|exec)\\s+)` +
    `(?:[A-Za-z_]\\w*=(?:"[^"]*"|'[^']*'|[^\\s"';&|])*\\s+)*)(PYTHONPATH|NODE_OPTIONS)=((?:"[^"]*"|'[^']*'|[^\\s"';&|])*)`,
  "g",
);

/**
 * The words of a command, which may themselves set what tells an interpreter about the observer (`env PYTHONPATH=src python3
 * app.py`, `sh -c "NODE_OPTIONS=--no-warnings node app.js"`): there, too, it is added in front and never replaces.
 */
export function withWitness(
  argv: readonly string[],
  folder: string,
  preload: string,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const separator = platform === "win32" ? ";" : ":";
  const before: Record<string, (empty: boolean) => string> = {
    PYTHONPATH: (empty) => (empty ? folder : `${folder}${separator}`),
    NODE_OPTIONS: () => `--require ${quoted(preload, platform)} `,
  };
  // What a shell would take apart again is left alone.
  if (/['\s]/.test(folder) || preload.includes("'")) return [...argv];
  let setting = false;
  return argv.map((word, index) => {
    const name = /^(PYTHONPATH|NODE_OPTIONS)=/.exec(word)?.[1];
    if (index === 0 || setting)
      setting = index === 0 ? setters.has(programName(word)) : /^(?:-|\w+=)/.test(word);
    if (setting && name !== undefined) {
      const value = word.slice(name.length + 1);
      return `${name}=${before[name]?.(value === "")}${value}`;
    }
    if (!/\s/.test(word) || !/^-\w*c$/.test(argv[index - 1] ?? "")) return word;
    return word.replaceAll(assigned, (all, start: string, variable: string, value: string) => {
      // What it had before is part of the value already.
      if (new RegExp(`\\$\\{?${variable}\\b`).test(value)) return all;
      const added = before[variable]?.(value === "") ?? "";
      return `${start}${variable}=${/\s/.test(added) ? `'${added}'` : added}${value}`;
    });
  });
}
