/**
 * The text of a POSIX shell, cut into simple commands. It is for start scripts: what a person writes to start a program
 * is read as the shell reads it; here-documents and redirections are left out, nothing is ever executed.
 */

export type ShellPart =
  | { kind: "text"; text: string; quoted: boolean }
  /** `$NAME`, `${NAME:-fallback}`; `written` is the whole of it. */
  | { kind: "variable"; name: string; fallback: Fallback | null; written: string; quoted: boolean }
  /** `$(…)` or a pair of backticks; `text` is what stands in it. */
  | { kind: "substitution"; text: string; written: string; quoted: boolean };

export interface Fallback {
  text: string;
  /** `:-`: it stands in for an empty value, too. */
  whenEmpty: boolean;
  /** `:=`: the variable keeps it. */
  kept?: boolean;
}

export type ShellWord = ShellPart[];

export interface ShellCommand {
  words: ShellWord[];
  /** The operator before it: "" at the start, ";" for a new line too. */
  before: string;
  /** The operator behind it. */
  after: string;
  /** From 1. */
  line: number;
}

const operators = ["&&", "||", ";;", "|&", ";", "|", "&", "(", ")"];

/** Cuts `text` into its simple commands, in order. Never throws: an unclosed quote reaches to the end. */
export function shellCommands(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let before = "";
  let line = 1;
  let start = 1;
  let i = 0;
  const heredocs: string[] = [];

  const end = (operator: string): void => {
    if (words.length > 0) {
      commands.push({ words, before, after: operator, line: start });
      before = operator;
      words = [];
    } else if (operator !== ";") before = operator;
  };

  while (i < text.length) {
    const c = text[i] as string;
    if (c === "\n" || c === "\r") {
      if (c === "\n") line++;
      i++;
      end(";");
      if (c === "\n")
        for (const mark of heredocs.splice(0)) {
          const at = skipHeredoc(text, i, mark);
          line += count(text.slice(i, at), "\n");
          i = at;
        }
    } else if (c === " " || c === "\t") i++;
    else if (c === "\\" && (text[i + 1] === "\n" || text.startsWith("\r\n", i + 1))) {
      i += text[i + 1] === "\r" ? 3 : 2;
      line++;
    } else if (c === "#") while (i < text.length && text[i] !== "\n") i++;
    else {
      const redirection = /^(?:\d*(?:<<<|<<-?|>>|>\||<>|[<>]&?)|&>>?)[ \t]*/.exec(text.slice(i, i + 16));
      if (redirection) {
        i += redirection[0].length;
        const target = readWord(text, i);
        i = target.end;
        if (/^\d*<<-?[ \t]*$/.test(redirection[0])) heredocs.push(plain(target.word));
        continue;
      }
      const operator = operators.find((o) => text.startsWith(o, i));
      if (operator) {
        end(operator);
        i += operator.length;
        continue;
      }
      const { word, end: next } = readWord(text, i);
      if (words.length === 0) start = line;
      words.push(word);
      line += count(text.slice(i, next), "\n");
      i = next;
    }
  }
  end("");
  return commands;
}

/** The words of one command line, with quotes off and nothing expanded: for options that bear a command (`--exec "…"`). */
export function splitWords(text: string): string[] {
  return shellCommands(text).flatMap((command) => command.words.map(plain));
}

/** A word as a shell reads it back. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The text of a word as it is written, without its quotes. */
export function plain(word: ShellWord): string {
  return word.map((part) => (part.kind === "text" ? part.text : part.written)).join("");
}

function readWord(text: string, from: number): { word: ShellWord; end: number } {
  const word: ShellWord = [];
  let i = from;
  let quoted = false;
  const add = (t: string, q: boolean): void => {
    const last = word.at(-1);
    if (last?.kind === "text" && last.quoted === q) last.text += t;
    else word.push({ kind: "text", text: t, quoted: q });
  };
  while (i < text.length) {
    const c = text[i] as string;
    if (c === '"') {
      quoted = !quoted;
      if (quoted) add("", true);
      i++;
    } else if (!quoted && c === "'") {
      const close = text.indexOf("'", i + 1);
      const to = close < 0 ? text.length : close;
      add(text.slice(i + 1, to), true);
      i = to + 1;
    } else if (c === "\\") {
      const next = text[i + 1] ?? "";
      if (next === "\n") i += 2;
      else if (quoted && !'"\\$`'.includes(next)) {
        add(c, true);
        i++;
      } else {
        add(next, true);
        i += 2;
      }
    } else if (c === "$" || c === "`") {
      const { part, end } = readDollar(text, i, quoted);
      if (part) word.push(part);
      else add(c, quoted);
      i = end;
    } else if (!quoted && " \t\r\n;|&()<>".includes(c)) break;
    else {
      add(c, quoted);
      i++;
    }
  }
  return { word, end: i };
}

function readDollar(text: string, i: number, quoted: boolean): { part: ShellPart | null; end: number } {
  const rest = text.slice(i);
  if (rest.startsWith("$((")) {
    const end = balanced(text, i + 1);
    return { part: { kind: "text", text: text.slice(i, end), quoted }, end };
  }
  if (rest.startsWith("$(")) {
    const end = balanced(text, i + 1);
    const written = text.slice(i, end);
    return { part: { kind: "substitution", text: written.slice(2, -1), written, quoted }, end };
  }
  if (rest.startsWith("`")) {
    const close = text.indexOf("`", i + 1);
    const end = close < 0 ? text.length : close + 1;
    return {
      part: {
        kind: "substitution",
        text: text.slice(i + 1, close < 0 ? end : close),
        written: text.slice(i, end),
        quoted,
      },
      end,
    };
  }
  const braced = /^\$\{([A-Za-z_]\w*(?:\[\d+\])?|[@*#?\d])(?:(:?[-=?+])([^{}]*))?\}/.exec(rest);
  if (braced) {
    const [written, name, operator, operand] = braced as unknown as [string, string, string?, string?];
    const fallback =
      operator?.endsWith("-") || operator?.endsWith("=")
        ? {
            text: operand ?? "",
            whenEmpty: operator.startsWith(":"),
            ...(operator.endsWith("=") ? { kept: true } : {}),
          }
        : null;
    return {
      part: { kind: "variable", name: name.replace("[0]", ""), fallback, written, quoted },
      end: i + written.length,
    };
  }
  const bare = /^\$([A-Za-z_]\w*|[@*#?\d$!])/.exec(rest);
  if (bare) {
    const [written, name] = bare as unknown as [string, string];
    return { part: { kind: "variable", name, fallback: null, written, quoted }, end: i + written.length };
  }
  return { part: null, end: i + 1 };
}

/** The index behind the bracket that closes the one at `open`. */
function balanced(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i];
    if (c === "\\") i++;
    else if (c === "'") {
      const close = text.indexOf("'", i + 1);
      if (close > 0) i = close;
    } else if (c === "(") depth++;
    else if (c === ")" && --depth === 0) return i + 1;
  }
  return text.length;
}

function skipHeredoc(text: string, from: number, mark: string): number {
  let i = from;
  while (i < text.length) {
    const close = text.indexOf("\n", i);
    const end = close < 0 ? text.length : close + 1;
    if (text.slice(i, end).trim() === mark) return end;
    i = end;
  }
  return i;
}

function count(text: string, character: string): number {
  let n = 0;
  for (let i = text.indexOf(character); i >= 0; i = text.indexOf(character, i + 1)) n++;
  return n;
}
