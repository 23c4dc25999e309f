import type { Place } from "../finding.ts";

const token = /"(?:[^"\\\n]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

// Not yaml or jsonc-parser: a start by npm would wait until it is loaded.
/**
 * Where the value of a key path is in a JSON text (`["scripts", "start"]`), or its key when `want` says so.
 * A string's place is that of its text, inside the quotes. null when it is not there.
 */
export function jsonPlace(
  text: string,
  path: readonly string[],
  file: string,
  want: "key" | "value" = "value",
): Place | null {
  token.lastIndex = 0;
  const keys: (string | null)[] = [];
  let key: string | null = null;
  let keyAt: RegExpExecArray | null = null;
  for (let m = token.exec(text); m; m = token.exec(text)) {
    const word = m[0];
    const there = (): boolean =>
      keys.length === path.length && keys.slice(1).every((k, i) => k === path[i]) && key === path.at(-1);
    if (word === "{" || word === "[") {
      if (key !== null && there()) return place(text, want === "key" && keyAt ? keyAt : m, file);
      keys.push(key);
      key = null;
    } else if (word === "}" || word === "]") {
      keys.pop();
      key = null;
    } else if (word === ",") key = null;
    else if (word !== ":") {
      if (key === null && /\s*:/y.test(rest(text, token.lastIndex))) {
        key = unquote(word);
        keyAt = m;
      } else if (key !== null && there()) return place(text, want === "key" && keyAt ? keyAt : m, file);
    }
  }
  return null;
}

function rest(text: string, from: number): string {
  return text.slice(from, from + 100);
}

function unquote(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    return word;
  }
}

function place(text: string, match: RegExpExecArray, file: string): Place {
  const quoted = match[0].startsWith('"') ? 1 : 0;
  const start = match.index + quoted;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < start; i = text.indexOf("\n", i + 1)) line++;
  const length = match[0].length - 2 * quoted;
  return { file, line, column: start - lineStart + 1, endColumn: start - lineStart + 1 + length };
}
