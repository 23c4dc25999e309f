import path from "node:path";
import { onDisk } from "../real-path.ts";
import { type ShellCommand, shellCommands } from "./commands.ts";
import { expansionOf } from "./variable.ts";
import { type Part, plain, type ShellWord, type Variable } from "./words.ts";

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
        ? variableValue(part, scope)
        : part.reason === "command"
          ? substitute(part.text, scope)
          : firstOf(part.written, scope);
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

function isArguments(part: Part): boolean {
  return part.kind === "variable" && (part.name === "@" || part.name === "*");
}

/** Its value; undefined where only the shell that runs it can tell. */
function variableValue(part: Variable, scope: ShellScope): string | undefined {
  const { name, operator } = part;
  if (name === "0" || name === "BASH_SOURCE") return scope.self;
  if (name === "PWD") return scope.cwd;
  if (name === "#") return String(scope.args.length);
  const value = /^\d+$/.test(name) ? (scope.args[Number(name) - 1] ?? "") : scope.variables[name];
  return expansionOf(part, value, {
    word: () => expandWord(part.word, scope).join(" "),
    keep: (text) => {
      scope.variables[name] = text;
    },
    none: () => (scope.unsetIsEmpty && operator === "" ? "" : undefined),
  });
}

/** `${BASH_SOURCE[0]}`: of what is no list, the first is the whole. */
function firstOf(written: string, scope: ShellScope): string | undefined {
  const name = /^\$\{([A-Za-z_]\w*)\[0\]\}$/.exec(written)?.[1];
  if (name === undefined) return undefined;
  return variableValue({ kind: "variable", name, operator: "", word: [], written, quoted: true }, scope);
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
    else if (argv[0] === "realpath" || argv[0] === "readlink") printed = onDisk(path.resolve(cwd, one));
    else return undefined;
  }
  return printed;
}

function words(command: ShellCommand, scope: ShellScope): string[] {
  return command.words.flatMap((word) => (plain(word) === "--" ? [] : expandWord(word, scope)));
}

function tilde(word: string, scope: ShellScope): string {
  const home = scope.variables["HOME"];
  return home !== undefined && (word === "~" || word.startsWith("~/")) ? home + word.slice(1) : word;
}
