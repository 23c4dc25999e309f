import type { Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { commandFix, type WrongStart } from "./_serve-objects.ts";

interface MissingEntry {
  /** As the start command names it, relative to the project. */
  entry: string;
  /** The word of the command. */
  word: string;
  /** The file that was probably meant. */
  near: string | null;
  said: boolean;
}

/** A file that is to be started and does not exist. */
export function wrongFile(facts: Facts): WrongStart | null {
  const missing = missingEntry(facts);
  return (
    missing && {
      about: [`file ${missing.entry}`],
      sentence: entryFinding(missing, facts),
      fixes: entryFixes(missing, facts),
    }
  );
}

/** The start command names a file of the program that does not exist, and that no step of it makes. */
function missingEntry(facts: Facts): MissingEntry | null {
  const { command, runtime, run } = facts;
  const entry = command?.entry?.kind === "file" ? command.entry.missing : undefined;
  if (!command || entry === undefined || command.builds) return null;
  // What the command itself says, and not what a tool takes where it says nothing.
  const name = entry.split("/").at(-1) as string;
  const word = command.program.find(
    (one, i) => i > 0 && one.replaceAll("\\", "/").split("/").at(-1) === name,
  );
  if (word === undefined || /[$*{}]/.test(word)) return null;
  const said = run !== null && saysSo(lastWords(facts), name);
  // A word without an ending may be the value of an option that is not known here.
  if (!run && !/\.\w+$/.test(name)) return null;
  if (run ? !said : command.alone === false) return null;
  return { entry, word, near: runtime.nearEntry ?? null, said };
}

/** Node, Deno and Bun; Python; PHP; Ruby; fastapi. */
const signs =
  /Cannot find module|Module not found|can't open file|Could not open input file|No such file or directory|Path does not exist/;

function saysSo(text: string, name: string): boolean {
  return text.split("\n").some((line) => signs.test(line) && line.includes(name));
}

function entryFinding({ entry, near, said }: MissingEntry, { command }: Facts): Sentence {
  return {
    severity: "error",
    confidence: "certain",
    role: said ? "crash" : "would",
    title: `${entry} does not exist`,
    detail: `${command?.at ? `${command.at.file} starts` : "The start command runs"} ${entry}, and there is no such file${near ? `; ${near} is similar` : ""}.`,
    ...(command?.at ? { at: command.at } : {}),
    also: near ? [{ file: near, note: "the file that was probably meant" }] : [],
  };
}

function entryFixes({ entry, word, near }: MissingEntry, facts: Facts): Fix[] {
  if (near === null)
    return [
      {
        id: "right-path",
        title: `Correct the path of the file in the start command`,
        safety: "manual",
        changes: [],
      },
    ];
  const ending = (file: string): string => file.slice(file.lastIndexOf("."));
  // Node may not run TypeScript or JSX as it is: that takes a build, or another program.
  if (/\.(?:[mc]?tsx?|jsx)$/.test(near) && ending(near) !== ending(entry))
    return [
      {
        id: "right-path",
        title: `Build ${near} first, or start it with a program that reads ${ending(near)} files`,
        safety: "manual",
        changes: [],
      },
    ];
  const { cwd = facts.project.dir, program = [] } = facts.command ?? {};
  if (cwd !== facts.project.dir)
    return [{ id: "right-path", title: `Start ${near}`, safety: "manual", changes: [] }];
  const named = word.startsWith("./") ? `./${near}` : near;
  const words = program.map((one) => (one === word ? named : one));
  return [commandFix(facts, `Start ${near}`, words.join(" "))];
}
