import { readPlainFile } from "../files.ts";
import { shellCommands } from "./commands.ts";
import { plain, type ShellWord } from "./words.ts";

/** What a file of assignments does in the shell that sources it. */
export interface Sourced {
  /** The names that it sets. */
  names: string[];
  /** Those of them that it exports. */
  marked: string[];
  /** It ends with `set -a` in force. */
  exportAll: boolean;
}

export function namesSetIn(file: string): Sourced {
  const names = new Set<string>();
  const marked = new Set<string>();
  let exportAll = false;
  for (const { words } of shellCommands(textOf(file))) {
    const first = plain(words[0] ?? []);
    const exports = first === "export";
    for (const word of exports ? words.slice(1) : words) {
      const name = assigned(word)?.name ?? (exports ? plain(word) : undefined);
      if (name === undefined) break;
      names.add(name);
      if (exports || exportAll) marked.add(name);
    }
    if (first === "set") exportAll = setAll(words.map(plain), exportAll);
  }
  return { names: [...names], marked: [...marked], exportAll };
}

/** The text of a script; empty where it cannot be read or is too long to be one. */
export function textOf(file: string): string {
  const bytes = readPlainFile(file);
  return bytes === null || bytes.length > LONGEST ? "" : Buffer.from(bytes).toString("utf8");
}

const LONGEST = 256 * 1024;
const assignment = /^([A-Za-z_]\w*)=/;

/** The name and the value that a word sets; null: it is no assignment. */
export function assigned(word: ShellWord | undefined): { name: string; value: ShellWord } | null {
  const first = word?.[0];
  if (first?.kind !== "text" || first.quoted) return null;
  const m = assignment.exec(first.text);
  if (!m || !word) return null;
  const rest = first.text.slice(m[0].length);
  // An assignment is never split at blanks: its parts count as quoted.
  const value = [{ ...first, text: rest }, ...word.slice(1)].map((part) => ({ ...part, quoted: true }));
  return { name: m[1] as string, value };
}

/** `set -a` is in force after these words, which begin with `set`. */
export function setAll(argv: string[], before: boolean): boolean {
  let all = before;
  argv.forEach((word, i) => {
    if (/^-[a-z]*a[a-z]*$/.test(word) || (word === "-o" && argv[i + 1] === "allexport")) all = true;
    if (/^\+[a-z]*a[a-z]*$/.test(word) || (word === "+o" && argv[i + 1] === "allexport")) all = false;
  });
  return all;
}
