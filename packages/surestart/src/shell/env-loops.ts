import { shellCommands } from "./commands.ts";
import { plain, type ShellWord } from "./words.ts";

/** A loop of a script that takes a .env line by line. */
export interface EnvLoop {
  /** The word that names the file, for the shell to expand. */
  file: ShellWord;
  /** From 1, of the line that names the file. */
  line: number;
  /** Its lines are handed on as they stand; otherwise the shell or the loop takes the quotes off. */
  verbatim: boolean;
  how: string;
}

/**
 * `while IFS= read -r line; do export "$line"; done < .env` and `for line in $(cat .env); do …`: loops whose body exports
 * what the file has. One after a pipe runs in a shell of its own, and its exports are lost with it.
 */
export function envLoops(text: string): EnvLoop[] {
  return [...loops(text)]
    .filter(({ file, body }) => /env\b/i.test(file) && /\b(export|declare|typeset|eval)\b/.test(body))
    .flatMap(({ file, body, at, how }) => {
      const word = shellCommands(`: ${file}`)[0]?.words[1];
      if (word === undefined || plain(word) === "") return [];
      const strips = /\beval\b|xargs|\bsed\b|\btr\b|[%#]{1,2}\\?["']/.test(body);
      return [{ file: word, line: text.slice(0, at).split("\n").length, verbatim: !strips, how }];
    });
}

function* loops(text: string): Generator<{ file: string; body: string; at: number; how: string }> {
  const whiles =
    /(^|[;&({]|\bthen|\belse|\|\|)[ \t]*while\b(?:[^\n;|]*\bread\b)([\s\S]*?)\bdone[ \t]*<[ \t]*(?:<\([ \t]*(?:grep|cat|sed)\b([^)]*)\)|([^\s;&|]+))/gm;
  for (const match of text.matchAll(whiles)) {
    const [whole, , body = "", piped, plainFile] = match;
    const file = plainFile ?? lastWord(piped ?? "");
    yield { file, body, at: match.index + whole.length, how: `while read … done < ${file}` };
  }
  const fors =
    /\bfor[ \t]+\w+[ \t]+in[ \t]+(?:\$\(|`)[ \t]*(?:cat|grep|sed)\b([^)`]*)[)`]([\s\S]*?)\bdone\b/g;
  for (const match of text.matchAll(fors)) {
    const [, words = "", body = ""] = match;
    const file = lastWord(words.split("|")[0] as string);
    yield {
      file,
      body: `${words.includes("|") ? words.slice(words.indexOf("|")) : ""}${body}`,
      at: match.index,
      how: `for … in $(…${file})`,
    };
  }
}

function lastWord(text: string): string {
  return text.trim().split(/\s+/).at(-1) ?? "";
}
