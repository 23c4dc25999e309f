import { parseWord, plain, type ShellWord } from "./words.ts";

/**
 * The text of a POSIX shell, cut into simple commands. It is for start scripts: what a person writes to start a program
 * is read as the shell reads it; here-documents and redirections are left out, nothing is ever executed.
 */

export interface ShellCommand {
  words: ShellWord[];
  /** The operator before it: "" at the start, ";" for a new line too. */
  before: string;
  /** The operator after it. */
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
        const target = parseWord(text, i, true);
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
      const { word, end: next } = parseWord(text, i, true);
      if (words.length === 0) start = line;
      words.push(word);
      line += count(text.slice(i, next), "\n");
      i = next;
    }
  }
  end("");
  return commands;
}

/** The words of one command line, with quotes off and nothing expanded: for options that have a command (`--exec "…"`). */
export function splitWords(text: string): string[] {
  return shellCommands(text).flatMap((command) => command.words.map(plain));
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
