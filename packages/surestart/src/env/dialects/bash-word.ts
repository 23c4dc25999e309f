import { isDigit, isNameStart, isWord } from "../chars.ts";
import { ShellError } from "./shell-error.ts";

export type Part =
  /** Text as it is. `bare`: it stood outside of quotes and escapes, where a tilde counts. */
  | { kind: "text"; text: string; bare: boolean }
  /** `$NAME`, `${NAME}`, `${NAME:-word}` and its like. */
  | { kind: "variable"; name: string; operator: string; word: Part[]; raw: string }
  /** What is not read here: a command, arithmetic, the rarer forms of `${…}`. */
  | { kind: "unknown"; reason: "command" | "expansion"; raw: string };

export interface Word {
  parts: Part[];
  /** The offset behind it. */
  end: number;
}

/** `${…}` within `${…}`; nobody writes more. */
const DEEPEST = 200;

/** Reads a word of the shell from here to the next blank or operator outside of quotes. */
export function parseWord(text: string, from: number, assignment: boolean): Word {
  const parts: Part[] = [];
  const end = readParts(text, from, parts, assignment ? "assignment" : "word", 0);
  return { parts, end };
}

type Within = "word" | "assignment" | "double" | "brace" | "brace-double";

function readParts(text: string, from: number, parts: Part[], within: Within, depth: number): number {
  if (depth > DEEPEST) throw new ShellError(from, "endless");
  const inDouble = within === "double" || within === "brace-double";
  let at = from;
  let run = at;
  const flush = (): void => {
    if (at > run) parts.push({ kind: "text", text: text.slice(run, at), bare: !inDouble });
  };
  while (at < text.length) {
    const c = text[at] as string;
    if (ends(c, within)) break;
    if (c === "\\") {
      flush();
      at = readEscape(text, at, parts, inDouble);
    } else if (c === "'" && !inDouble) {
      flush();
      const close = text.indexOf("'", at + 1);
      if (close === -1) throw new ShellError(at, "unterminated");
      parts.push({ kind: "text", text: text.slice(at + 1, close), bare: false });
      at = close + 1;
    } else if (c === '"' && within !== "double") {
      flush();
      parts.push({ kind: "text", text: "", bare: false });
      at = readDouble(text, at, parts, depth);
    } else if (c === "$") {
      flush();
      at = readDollar(text, at, parts, inDouble, depth);
    } else if (c === "`") {
      flush();
      at = readBackticks(text, at, parts);
    } else {
      at++;
      continue;
    }
    run = at;
  }
  flush();
  return at;
}

function ends(c: string, within: Within): boolean {
  if (within === "double") return c === '"';
  if (within === "brace" || within === "brace-double") return c === "}";
  return " \t\n;&|()<>".includes(c);
}

function readDouble(text: string, open: number, parts: Part[], depth: number): number {
  const end = readParts(text, open + 1, parts, "double", depth + 1);
  if (text[end] !== '"') throw new ShellError(open, "unterminated");
  return end + 1;
}

function readEscape(text: string, at: number, parts: Part[], inDouble: boolean): number {
  const next = text[at + 1];
  if (next === "\n") return at + 2;
  const keeps = next === undefined || (inDouble && !'$`"\\'.includes(next));
  parts.push({ kind: "text", text: keeps ? text.slice(at, at + 2) : next, bare: false });
  return Math.min(at + 2, text.length);
}

function readBackticks(text: string, open: number, parts: Part[]): number {
  let at = open + 1;
  while (at < text.length && text[at] !== "`") at += text[at] === "\\" ? 2 : 1;
  if (at >= text.length) throw new ShellError(open, "unterminated");
  parts.push({ kind: "unknown", reason: "command", raw: text.slice(open, at + 1) });
  return at + 1;
}

function readDollar(text: string, at: number, parts: Part[], inDouble: boolean, depth: number): number {
  const next = text[at + 1];
  const code = text.charCodeAt(at + 1);
  if (next === "{") return readBraced(text, at, parts, inDouble, depth);
  if (next === "(" || next === "[") {
    const end = next === "(" ? closingParenthesis(text, at + 1) : text.indexOf("]", at) + 1;
    if (end < 1) throw new ShellError(at, "unterminated");
    const reason = next === "[" || text[at + 2] === "(" ? "expansion" : "command";
    parts.push({ kind: "unknown", reason, raw: text.slice(at, end) });
    return end;
  }
  if (next === "'" && !inDouble) return readAnsi(text, at, parts);
  if (next === '"' && !inDouble) return readDouble(text, at + 1, parts, depth);
  let end = at + 1;
  if (isNameStart(code)) while (isWord(text.charCodeAt(end))) end++;
  else if (isDigit(code) || (next !== undefined && "@*#?-$!".includes(next))) end++;
  if (end === at + 1) parts.push({ kind: "text", text: "$", bare: false });
  else {
    const name = text.slice(at + 1, end);
    parts.push({ kind: "variable", name, operator: "", word: [], raw: text.slice(at, end) });
  }
  return end;
}

function readBraced(text: string, at: number, parts: Part[], inDouble: boolean, depth: number): number {
  const within = inDouble ? "brace-double" : "brace";
  let end = at + 2;
  if (isNameStart(text.charCodeAt(end))) while (isWord(text.charCodeAt(end))) end++;
  else if (isDigit(text.charCodeAt(end))) while (isDigit(text.charCodeAt(end))) end++;
  else if ("@*#?-$!".includes(text[end] ?? " ") && /[-}:=?+]/.test(text[end + 1] ?? "")) end++;
  const name = text.slice(at + 2, end);
  const operator = /^:?[-=?+]/.exec(text.slice(end, end + 2))?.[0] ?? "";
  const word: Part[] = [];
  const close = readParts(text, end + operator.length, word, within, depth + 1);
  if (text[close] !== "}") throw new ShellError(at, "unterminated");
  const raw = text.slice(at, close + 1);
  if (name !== "" && (operator !== "" || close === end))
    parts.push({ kind: "variable", name, operator, word, raw });
  else parts.push({ kind: "unknown", reason: "expansion", raw });
  return close + 1;
}

/** The offset behind the parenthesis that closes this one; 0 where none does. */
function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const c = text[at];
    if (c === "\\") at++;
    else if (c === "(") depth++;
    else if (c === ")" && --depth === 0) return at + 1;
    else if (c === "'") {
      at = text.indexOf("'", at + 1);
      if (at === -1) return 0;
    } else if (c === '"') {
      do at += text[at] === "\\" ? 2 : 1;
      while (at < text.length && text[at] !== '"');
    }
  }
  return 0;
}

const ansi: Record<string, string> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** `$'…'` */
function readAnsi(text: string, at: number, parts: Part[]): number {
  let end = at + 2;
  while (end < text.length && text[end] !== "'") end += text[end] === "\\" ? 2 : 1;
  if (end >= text.length) throw new ShellError(at, "unterminated");
  const inner = text
    .slice(at + 2, end)
    .replace(
      /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|([abeEfnrtv\\'"?]))/g,
      (_, x?: string, u?: string, wide?: string, octal?: string, c?: string) => {
        if (c !== undefined) return ansi[c] ?? c;
        const code =
          octal === undefined ? Number.parseInt(x ?? u ?? wide ?? "0", 16) : Number.parseInt(octal, 8) & 255;
        return code <= 0x10ffff ? String.fromCodePoint(code) : "";
      },
    );
  parts.push({ kind: "text", text: inner.split("\0", 1)[0] as string, bare: false });
  return end + 1;
}
