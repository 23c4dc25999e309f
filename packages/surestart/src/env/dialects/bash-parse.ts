import { isNameStart, isWord } from "../../chars.ts";
import { parseWord, ShellError, type ShellWord } from "../../shell/words.ts";
import { LONGEST_VALUE } from "../reading.ts";

interface Assignment {
  name: string;
  append: boolean;
  word: ShellWord;
  /** Where the name is. */
  at: number;
}

export type Command =
  | { kind: "assignments"; at: number; assignments: Assignment[] }
  | { kind: "builtin"; at: number; name: string; flags: string; names: string[]; assignments: Assignment[] }
  | { kind: "allexport"; at: number; on: boolean }
  | { kind: "command"; at: number; assignments: Assignment[]; words: ShellWord[] };

/** Commands that only change variables, and are therefore read. */
const builtins: ReadonlySet<string> = new Set(["export", "declare", "typeset", "readonly", "unset"]);

/** Commands that change nothing that matters here. */
const harmless: ReadonlySet<string> = new Set([":", "true", "set"]);

/** Words that begin something which reaches over lines. */
const opening: ReadonlySet<string> = new Set(
  "if for while until case function select { [[ time coproc !".split(" "),
);

/** Words that go on with it, and are an error where nothing has begun. */
const closing: ReadonlySet<string> = new Set("then elif else fi do done esac }".split(" "));

/** What is known from the lines before. */
export interface ParseState {
  /** An `if`, a loop or a group has begun; what is in it is read as if it stood alone. */
  compound: boolean;
}

/** Reads one line of the shell: it may go on over several, in quotes or after `&&`. */
export function parseList(
  text: string,
  from: number,
  state: ParseState,
): { commands: Command[]; next: number } {
  const commands: Command[] = [];
  let at = skipBlank(text, from);
  let connector = "";
  while (at < text.length) {
    const c = text[at];
    if (c === "\n" || c === "#") {
      at = c === "#" ? lineEnd(text, at) : at;
      if (connector === "" || connector === ";" || connector === "&") return { commands, next: at + 1 };
      at = skipBlank(text, at + 1);
      continue;
    }
    if (c === ";" || c === "&" || c === "|" || c === ")") throw new ShellError(at, "command");
    // A pipe as a whole can be negated, and no part of it.
    if (connector === "|" && c === "!" && isWordEnd(text, at + 1)) throw new ShellError(at, "command");
    const parsed = parseCommand(text, at, state);
    at = skipBlank(text, parsed.next);
    const behind = connectorAt(text, at);
    // In a pipe and in the background an assignment changes a subshell only; after `||` nothing runs; after a command that
    // is not executed nobody knows.
    const lost = behind === "|" || behind === "&" || connector === "|" || connector === "||";
    const last = commands.at(-1);
    const unsure = connector === "&&" && last?.kind === "command";
    if (connector !== "||" || last?.kind === "command")
      commands.push(lost || unsure ? unread(parsed.command.at) : parsed.command);
    connector = behind;
    at = skipBlank(text, at + behind.length);
    if (behind === "" && at < text.length && text[at] !== "\n" && text[at] !== "#")
      throw new ShellError(at, "command");
  }
  return { commands, next: text.length };
}

/** A command that is not looked into. */
function unread(at: number): Command {
  return { kind: "command", at, assignments: [], words: [] };
}

function connectorAt(text: string, at: number): string {
  const two = text.slice(at, at + 2);
  if (two === "&&" || two === "||") return two;
  const one = text[at];
  return one === ";" || one === "&" || one === "|" ? one : "";
}

function parseCommand(text: string, from: number, state: ParseState): { command: Command; next: number } {
  const assignments: Assignment[] = [];
  let at = from;
  for (;;) {
    const found = assignmentAt(text, at);
    if (!found) break;
    if (text[found.valueAt] === "(") return { command: unread(from), next: lineEnd(text, at) };
    const { word, end } = parseWord(text, found.valueAt);
    assignments.push({ name: found.name, append: found.append, word, at });
    at = skipBlank(text, end);
    if (isCommandEnd(text, at)) return { command: { kind: "assignments", at: from, assignments }, next: at };
  }
  return parseWords(text, from, at, assignments, state);
}

/** A command with a name. What is no builtin that only sets variables is not looked into, but must be well formed. */
function parseWords(
  text: string,
  from: number,
  at: number,
  prefix: Assignment[],
  state: ParseState,
): { command: Command; next: number } {
  if (text[at] === "(" && at > from) throw new ShellError(at, "command");
  if (text[at] === "(") return { command: unread(from), next: lineEnd(text, at) };
  const first = parseWord(text, at);
  const name = text.slice(at, first.end);
  // After an assignment the shell's own words are ordinary ones.
  const opens = prefix.length === 0 && opening.has(name);
  const closes = prefix.length === 0 && closing.has(name);
  if (closes && !state.compound) throw new ShellError(at, "command");
  if (opens && !"! [[ time".includes(name)) state.compound = true;
  if (opens || closes || /^\([ \t]*\)/.test(text.slice(first.end, first.end + 64)))
    return { command: unread(from), next: lineEnd(text, at) };
  const names: string[] = [];
  const words = [first.word];
  const assignments: Assignment[] = [];
  let flags = "";
  let next = skipBlank(text, first.end);
  while (!isCommandEnd(text, next)) {
    if (text[next] === "<" || text[next] === ">") {
      while (text[next] === "<" || text[next] === ">") next++;
      next = skipBlank(text, next);
      if (isCommandEnd(text, next) && text[next] !== "&") throw new ShellError(next, "command");
      continue;
    }
    if (text[next] === "(") throw new ShellError(next, "command");
    const found = builtins.has(name) ? assignmentAt(text, next) : null;
    const { word, end } = parseWord(text, found ? found.valueAt : next);
    if (found) assignments.push({ name: found.name, append: found.append, word, at: next });
    else {
      const raw = text.slice(next, end);
      if (/^[-+]/.test(raw)) flags += raw;
      else names.push(raw);
    }
    words.push(word);
    next = skipBlank(text, end);
  }
  if (name === "set" && /^[-+]a$/.test(flags) && names.length === 0)
    return { command: { kind: "allexport", at: from, on: flags === "-a" }, next };
  if (harmless.has(name)) return { command: { kind: "assignments", at: from, assignments: [] }, next };
  if (!builtins.has(name) || prefix.length > 0)
    return { command: { kind: "command", at: from, assignments: prefix, words }, next };
  return { command: { kind: "builtin", at: from, name, flags, names, assignments }, next };
}

function assignmentAt(text: string, at: number): { name: string; append: boolean; valueAt: number } | null {
  if (!isNameStart(text.charCodeAt(at))) return null;
  let end = at;
  while (isWord(text.charCodeAt(end)) && end - at < LONGEST_VALUE) end++;
  const append = text[end] === "+";
  const mark = append ? end + 1 : end;
  return text[mark] === "=" ? { name: text.slice(at, end), append, valueAt: mark + 1 } : null;
}

function isCommandEnd(text: string, at: number): boolean {
  const c = text[at];
  return c === undefined || c === "\n" || c === ";" || c === "&" || c === "|" || c === "#" || c === ")";
}

function isWordEnd(text: string, at: number): boolean {
  return text[at] === " " || text[at] === "\t" || isCommandEnd(text, at);
}

/** Blanks, and a line end that a backslash takes away. */
function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (text[at] === " " || text[at] === "\t") at++;
    else if (text[at] === "\\" && text[at + 1] === "\n") at += 2;
    else return at;
  }
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at;
}
