import type { Facts } from "../../facts.ts";
import { lastWords } from "../runtime/_crash-text.ts";

export interface MissingEntry {
  /** As the start command names it, relative to the project. */
  entry: string;
  /** The word of the command. */
  word: string;
  /** The file that was probably meant. */
  near: string | null;
  said: boolean;
}

/** The start command names a file of the program that does not exist, and that no step of it makes. */
export function missingEntry(facts: Facts): MissingEntry | null {
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

/** Node, Deno and Bun; Python; PHP; Ruby. */
const signs =
  /Cannot find module|Module not found|can't open file|Could not open input file|No such file or directory/;

function saysSo(text: string, name: string): boolean {
  return text.split("\n").some((line) => signs.test(line) && line.includes(name));
}
