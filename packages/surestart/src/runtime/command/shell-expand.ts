import { realpathSync } from "node:fs";
import path from "node:path";
import {
  type Fallback,
  plain,
  type ShellCommand,
  type ShellPart,
  type ShellWord,
  shellCommands,
} from "./shell-words.ts";
import { isFile, isFolder } from "./state.ts";

export interface ShellScope {
  cwd: string;
  /** `$0`: the script as it was called. */
  self: string;
  /** `$1`, `$@`. */
  args: string[];
  variables: Record<string, string | undefined>;
  /** A variable that is not set is empty, as for the shell itself. @default false: it stays as it is written */
  unsetIsEmpty?: boolean;
  /** Remembers which variable a word came from. */
  expanded: Map<string, string>;
}

/**
 * The words that one word becomes. A variable that is not set stays as it is written: it may come from a file, or be set
 * by run. So does a substitution that would have to be run.
 */
export function expandWord(word: ShellWord, scope: ShellScope): string[] {
  // `"$@"` without arguments is no word at all, not an empty one.
  if (
    scope.args.length === 0 &&
    word.some(isArguments) &&
    word.every((p) => isArguments(p) || (p.kind === "text" && p.text === ""))
  )
    return [];
  let words: string[] = [];
  let current: string | null = null;
  for (const part of word) {
    if (part.kind === "text") {
      current = (current ?? "") + part.text;
      continue;
    }
    if (isArguments(part)) {
      const [first, ...rest] = scope.args;
      if (first !== undefined) {
        words = [...words, (current ?? "") + first, ...rest];
        current = rest.length > 0 || words.length > 0 ? (words.pop() as string) : null;
      }
      continue;
    }
    const value =
      part.kind === "variable"
        ? variableValue(part.name, part.fallback, scope)
        : substitute(part.text, scope);
    const text: string = value ?? part.written;
    if (part.quoted || value === undefined || !/\s/.test(text)) {
      if (text !== "" || part.quoted) current = (current ?? "") + text;
      continue;
    }
    const [first = "", ...rest] = text.trim().split(/\s+/);
    current = (current ?? "") + first;
    for (const next of rest) {
      words.push(current as string);
      current = next;
    }
  }
  if (current !== null) words.push(tilde(current, scope));
  const last = word.at(-1);
  if (last?.kind === "variable" && words.length === 1) scope.expanded.set(words[0] as string, last.name);
  return words;
}

/**
 * What `[ … ]` says, where that depends on files and known words only: -f -e -r -s -d -z -n = == != and `!`.
 * null where it cannot be told.
 */
export function evaluateTest(argv: string[], cwd: string): boolean | null {
  const words = argv.slice(1).filter((w) => w !== "]" && w !== "]]");
  if (words[0] === "!") {
    const rest = evaluateTest(["test", ...words.slice(1)], cwd);
    return rest === null ? null : !rest;
  }
  const [a, b, c] = words;
  if (words.some((w) => w.startsWith("$"))) return null;
  if (words.length === 2 && b !== undefined) {
    if (a === "-z") return b === "";
    if (a === "-n") return b !== "";
    const file = path.resolve(cwd, b);
    if (a === "-d") return isFolder(file);
    if (a === "-f" || a === "-r" || a === "-s") return isFile(file);
    if (a === "-e") return isFile(file) || isFolder(file);
  }
  if (words.length === 3) {
    if (b === "=" || b === "==") return a === c;
    if (b === "!=") return a !== c;
  }
  return null;
}

function isArguments(part: ShellPart): boolean {
  return part.kind === "variable" && (part.name === "@" || part.name === "*");
}

function variableValue(name: string, fallback: Fallback | null, scope: ShellScope): string | undefined {
  if (name === "0" || name === "BASH_SOURCE") return scope.self;
  if (name === "PWD") return scope.cwd;
  if (name === "#") return String(scope.args.length);
  const value = /^\d+$/.test(name)
    ? (scope.args[Number(name) - 1] ?? "")
    : (scope.variables[name] ?? (scope.unsetIsEmpty && fallback === null ? "" : undefined));
  if (fallback === null || (value !== undefined && (value !== "" || !fallback.whenEmpty))) return value;
  const command = shellCommands(fallback.text)[0];
  const text = command ? command.words.flatMap((word) => expandWord(word, scope)).join(" ") : "";
  if (fallback.kept) scope.variables[name] = text;
  return text;
}

/** What `$(…)` prints, where its commands only name folders: cd, pwd, dirname, basename, realpath, readlink -f, echo. */
function substitute(text: string, scope: ShellScope): string | undefined {
  // What names a folder is short; the bound keeps nested ones from going deep.
  if (text.length > 1000) return undefined;
  let cwd = scope.cwd;
  let printed = "";
  for (const command of shellCommands(text)) {
    const argv = words(command, { ...scope, cwd });
    const operands = argv.slice(1).filter((w) => !w.startsWith("-"));
    const [one = ""] = operands;
    if (argv.some((w) => w.startsWith("$"))) return undefined;
    if (argv[0] === "cd") cwd = path.resolve(cwd, one);
    else if (argv[0] === "pwd") printed = cwd;
    else if (argv[0] === "dirname") printed = path.dirname(one);
    else if (argv[0] === "basename") printed = path.basename(one, operands[1] ?? "");
    else if (argv[0] === "echo") printed = operands.join(" ");
    else if (argv[0] === "realpath" || argv[0] === "readlink") printed = real(path.resolve(cwd, one));
    else return undefined;
  }
  return printed;
}

function words(command: ShellCommand, scope: ShellScope): string[] {
  return command.words.flatMap((word) => (plain(word) === "--" ? [] : expandWord(word, scope)));
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function tilde(word: string, scope: ShellScope): string {
  const home = scope.variables["HOME"];
  return home !== undefined && (word === "~" || word.startsWith("~/")) ? home + word.slice(1) : word;
}
