import { isDigit } from "../../chars.ts";
import { expansionOf } from "../../shell/variable.ts";
import type { ShellWord, Variable } from "../../shell/words.ts";
import { LONGEST_VALUE, type Reason, Refusal } from "../reading.ts";

/** The variables of the shell while a file is read. */
export interface Scope {
  get: (name: string) => string | undefined;
  set: (name: string, value: string) => void;
  /** Refuses what no process could be given. */
  spend: (value: string, at: number) => string;
  report: (at: number, reason: Reason, key?: string) => void;
}

/** Variables that bash sets by itself, to values that are known only there. */
const ofTheShell: ReadonlySet<string> = new Set(
  (
    "$ - 0 _ BASH BASHPID BASH_VERSION EPOCHSECONDS EPOCHREALTIME EUID HOSTNAME HOSTTYPE IFS LINENO MACHTYPE OPTIND " +
    "OSTYPE PPID PS4 RANDOM SECONDS SHELLOPTS SRANDOM UID"
  ).split(" "),
);

/** The value of a word in an assignment: no splitting, no globbing. What is not known stays as it is written, and is reported. */
export function evaluate(word: ShellWord, scope: Scope, key: string, at: number): string {
  return join(word, scope, key, at, true);
}

function join(parts: ShellWord, scope: Scope, key: string, at: number, tilde: boolean): string {
  let value = "";
  parts.forEach((part, index) => {
    if (part.kind === "text") {
      value +=
        !part.quoted && tilde
          ? expandTilde(part.text, index === 0, index === parts.length - 1, scope)
          : part.text;
    } else if (part.kind === "unread") {
      scope.report(at, part.reason, key);
      value += part.written;
    } else value += variable(part, scope, key, at);
    if (value.length > LONGEST_VALUE) throw new Refusal(at, "endless");
  });
  return value;
}

function variable(part: Variable, scope: Scope, key: string, at: number): string {
  const { name, operator, written } = part;
  const value = special(name) ?? scope.get(name);
  if (value === undefined && ofTheShell.has(name) && operator === "") {
    scope.report(at, "expansion", key);
    return written;
  }
  return expansionOf(part, value, {
    word: () => join(part.word, scope, key, at, false),
    keep: (text) => scope.set(name, text),
    none: () => {
      if (operator.endsWith("?")) throw new Refusal(at, "required");
      return "";
    },
  });
}

/** A sourced file has no arguments of its own here, and nothing has failed before. */
function special(name: string): string | undefined {
  if (name === "#" || name === "?") return "0";
  if (name === "@" || name === "*" || name === "!") return "";
  if (name !== "0" && isDigit(name.charCodeAt(0))) return "";
  return undefined;
}

/** `~` at the beginning of a value and after a colon is the home folder, where one is known. */
function expandTilde(text: string, first: boolean, last: boolean, scope: Scope): string {
  const home = scope.get("HOME");
  if (home === undefined || !text.includes("~")) return text;
  return text
    .split(":")
    .map((piece, index, all) => {
      const begins = index > 0 || first;
      const closed = piece.startsWith("~/") || (piece === "~" && (last || index < all.length - 1));
      return begins && closed ? home + piece.slice(1) : piece;
    })
    .join(":");
}
