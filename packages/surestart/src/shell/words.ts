import { isDigit, isNameStart, isWord } from "../chars.ts";
import { unescaped } from "./ansi-quotes.ts";

/** What a word is made of. `quoted`: it was in quotes or after a backslash, where it is not split and a tilde is a plain character. */
export type Part = Text | Variable | Unread;

interface Text {
  kind: "text";
  text: string;
  quoted: boolean;
}

/** `$NAME`, `${NAME}`, `${NAME:-word}` and its like. */
export interface Variable {
  kind: "variable";
  name: string;
  /** "", or one of `-` `=` `?` `+`, with a colon in front where an empty value counts as none. */
  operator: string;
  word: ShellWord;
  /** The whole of it. */
  written: string;
  quoted: boolean;
}

/** What is not read here: a command, arithmetic, the rarer forms of `${…}`. */
interface Unread {
  kind: "unread";
  reason: "command" | "expansion";
  /** The command's text. */
  text: string;
  written: string;
  quoted: boolean;
}

export type ShellWord = Part[];

/** The shell would stop here. */
export class ShellError {
  readonly at: number;
  readonly reason: "command" | "unterminated" | "endless";
  constructor(at: number, reason: ShellError["reason"]) {
    this.at = at;
    this.reason = reason;
  }
}

/**
 * Reads a word of the shell from `from` to the next blank or operator outside of quotes.
 *
 * @param tolerant what is never closed reaches to the end, and a carriage return ends a word
 * @throws ShellError unless it is tolerant
 */
export function parseWord(text: string, from: number, tolerant = false): { word: ShellWord; end: number } {
  const word: ShellWord = [];
  const end = new Reader(text, tolerant).parts(from, word, "word", 0);
  return { word, end };
}

/** The text of a word as it is written, without its quotes. */
export function plain(word: ShellWord): string {
  return word.map((part) => (part.kind === "text" ? part.text : part.written)).join("");
}

/** `${…}` within `${…}`; nobody writes more. */
const deepest = 200;

type Within = "word" | "double" | "brace" | "brace-double";

class Reader {
  readonly #text: string;
  readonly #tolerant: boolean;

  constructor(text: string, tolerant: boolean) {
    this.#text = text;
    this.#tolerant = tolerant;
  }

  parts(from: number, parts: Part[], within: Within, depth: number): number {
    const text = this.#text;
    const quoted = within === "double" || within === "brace-double";
    if (depth > deepest) {
      if (!this.#tolerant) throw new ShellError(from, "endless");
      parts.push({ kind: "text", text: text.slice(from), quoted });
      return text.length;
    }
    let at = from;
    let run = at;
    const flush = (): void => {
      if (at > run) parts.push({ kind: "text", text: text.slice(run, at), quoted });
    };
    while (at < text.length) {
      const c = text[at] as string;
      if (this.#ends(c, within)) break;
      if (c === "\\") {
        flush();
        at = this.#escape(at, parts, quoted);
      } else if (c === "'" && !quoted) {
        flush();
        at = this.#single(at, parts);
      } else if (c === '"' && within !== "double") {
        flush();
        parts.push({ kind: "text", text: "", quoted: true });
        at = this.#double(at, parts, depth);
      } else if (c === "$") {
        flush();
        at = this.#dollar(at, parts, quoted, depth);
      } else if (c === "`") {
        flush();
        at = this.#backticks(at, parts, quoted);
      } else {
        at++;
        continue;
      }
      run = at;
    }
    flush();
    return at;
  }

  #ends(c: string, within: Within): boolean {
    if (within === "double") return c === '"';
    if (within === "brace" || within === "brace-double") return c === "}";
    return " \t\n;&|()<>".includes(c) || (this.#tolerant && c === "\r");
  }

  /** The end of what is never closed. */
  #open(at: number): number {
    if (!this.#tolerant) throw new ShellError(at, "unterminated");
    return this.#text.length;
  }

  #escape(at: number, parts: Part[], inDouble: boolean): number {
    const next = this.#text[at + 1];
    if (next === "\n") return at + 2;
    const keeps = next === undefined || (inDouble && !'$`"\\'.includes(next));
    parts.push({ kind: "text", text: keeps ? this.#text.slice(at, at + 2) : next, quoted: true });
    return Math.min(at + 2, this.#text.length);
  }

  #single(open: number, parts: Part[]): number {
    const found = this.#text.indexOf("'", open + 1);
    const close = found === -1 ? this.#open(open) : found;
    parts.push({ kind: "text", text: this.#text.slice(open + 1, close), quoted: true });
    return Math.min(close + 1, this.#text.length);
  }

  #double(open: number, parts: Part[], depth: number): number {
    const end = this.parts(open + 1, parts, "double", depth + 1);
    return this.#text[end] === '"' ? end + 1 : this.#open(open);
  }

  #backticks(open: number, parts: Part[], quoted: boolean): number {
    const text = this.#text;
    let close = open + 1;
    while (close < text.length && text[close] !== "`") close += text[close] === "\\" ? 2 : 1;
    const end = close < text.length ? close + 1 : this.#open(open);
    const written = text.slice(open, end);
    parts.push({ kind: "unread", reason: "command", text: text.slice(open + 1, close), written, quoted });
    return end;
  }

  #dollar(at: number, parts: Part[], quoted: boolean, depth: number): number {
    const text = this.#text;
    const next = text[at + 1];
    if (next === "{") return this.#braced(at, parts, quoted, depth);
    if (next === "(" || next === "[") return this.#substitution(at, parts, quoted);
    if (next === "'" && !quoted) return this.#ansi(at, parts);
    if (next === '"' && !quoted) return this.#double(at + 1, parts, depth);
    let end = at + 1;
    if (isNameStart(text.charCodeAt(end))) while (isWord(text.charCodeAt(end))) end++;
    else if (isDigit(text.charCodeAt(end)) || (next !== undefined && "@*#?-$!".includes(next))) end++;
    if (end === at + 1) parts.push({ kind: "text", text: "$", quoted: true });
    else {
      const [name, written] = [text.slice(at + 1, end), text.slice(at, end)];
      parts.push({ kind: "variable", name, operator: "", word: [], written, quoted });
    }
    return end;
  }

  #substitution(at: number, parts: Part[], quoted: boolean): number {
    const text = this.#text;
    const closed = text[at + 1] === "(" ? closingParenthesis(text, at + 1) : text.indexOf("]", at) + 1;
    const end = closed > 0 ? closed : this.#open(at);
    const written = text.slice(at, end);
    const isCommand = text[at + 1] === "(" && text[at + 2] !== "(";
    if (isCommand)
      parts.push({ kind: "unread", reason: "command", text: written.slice(2, -1), written, quoted });
    else parts.push({ kind: "unread", reason: "expansion", text: "", written, quoted });
    return end;
  }

  #braced(at: number, parts: Part[], quoted: boolean, depth: number): number {
    const text = this.#text;
    let end = at + 2;
    if (isNameStart(text.charCodeAt(end))) while (isWord(text.charCodeAt(end))) end++;
    else if (isDigit(text.charCodeAt(end))) while (isDigit(text.charCodeAt(end))) end++;
    else if ("@*#?-$!".includes(text[end] ?? " ") && /[-}:=?+]/.test(text[end + 1] ?? "")) end++;
    const name = text.slice(at + 2, end);
    const operator = /^:?[-=?+]/.exec(text.slice(end, end + 2))?.[0] ?? "";
    const word: Part[] = [];
    const close = this.parts(end + operator.length, word, quoted ? "brace-double" : "brace", depth + 1);
    const next = text[close] === "}" ? close + 1 : this.#open(at);
    const written = text.slice(at, next);
    if (name !== "" && (operator !== "" || close === end))
      parts.push({ kind: "variable", name, operator, word, written, quoted });
    else parts.push({ kind: "unread", reason: "expansion", text: "", written, quoted });
    return next;
  }

  /** `$'…'` */
  #ansi(at: number, parts: Part[]): number {
    const text = this.#text;
    let close = at + 2;
    while (close < text.length && text[close] !== "'") close += text[close] === "\\" ? 2 : 1;
    const end = close < text.length ? close + 1 : this.#open(at);
    parts.push({ kind: "text", text: unescaped(text.slice(at + 2, close)), quoted: true });
    return end;
  }
}

/** The offset after the parenthesis that closes this one; 0 where none does. */
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
