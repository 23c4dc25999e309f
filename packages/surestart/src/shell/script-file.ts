import type { Place } from "../finding.ts";
import { plain, type ShellWord } from "./words.ts";

/** A .env file that a script brings in. */
export interface ScriptFile {
  file: string;
  cwd: string;
  at: Place | null;
  dialect: "bash" | "docker";
  how: string;
  /** A missing file is no fault. */
  optional?: true;
  /** Its lines are handed on as they stand. */
  verbatim?: true;
  /** It is sourced without `set -a`: only these of its names reach the program. */
  passes?: string[];
}

/** The .env whose lines a substitution writes: `$(grep -v '^#' .env | xargs)`. */
export interface Substituted {
  file: string;
  how: string;
  /** Nothing takes the quotes off its lines. */
  verbatim: boolean;
  /** It writes what the file names, and no values: `$(cut -d= -f1 .env)`. */
  names: boolean;
}

/** What a substitution in these words writes of a .env; null where there is none. */
export function substitutedFile(words: readonly ShellWord[]): Substituted | null {
  const [how = "", file] = /\$\(.*?([^\s'"<|()]*\.env[\w.-]*).*\)/.exec(words.map(plain).join(" ")) ?? [];
  if (file === undefined) return null;
  const names = /\bcut\b[^|]*-f ?1\b(?!-)/.test(how);
  return { file, how, verbatim: !/\b(xargs|eval|sed|tr|jq)\b/.test(how), names };
}

/** Its name says that it is a .env, or something like it. */
export function isNamedEnv(name: string): boolean {
  return /(^|[./_-])env([./_-]|$)/i.test(name);
}

export function isSource(words: readonly ShellWord[]): boolean {
  const name = plain(words[0] ?? []);
  return name === "." || name === "source";
}
