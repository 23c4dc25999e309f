import type { Change } from "../finding.ts";
import type { Draft } from "./draft.ts";
import type { TextDraft } from "./text-draft.ts";

/**
 * Adds an import after the last one at the top of a source file, unless the same line is there. Before the first
 * statement where there is none: after a shebang, an encoding line, leading comments, a docstring and directives.
 */
export function addImport(draft: Draft, { file, line }: Extract<Change, { do: "add-import" }>): void {
  const text = draft.text(file);
  const python = /\.pyw?$/i.test(file);
  const lines = Array.from({ length: text.lineCount }, (_, index) => {
    const { from, end } = text.line(index + 1);
    return text.text.slice(from, end);
  });
  if (lines.some((other) => bare(other) === bare(line))) return;
  insertBefore(text, python ? behindPython(lines) : behindScript(lines), line);
}

function bare(line: string): string {
  return line.trim().replace(/;$/, "").replaceAll("'", '"');
}

function insertBefore(text: TextDraft, index: number, line: string): void {
  const eol = text.eolAt(0);
  if (index < text.lineCount) {
    const { from } = text.line(index + 1);
    text.splice(from, from, line + eol);
    return;
  }
  const at = text.text.length;
  text.splice(at, at, (at > 0 && !/[\r\n]$/.test(text.text) ? eol : "") + line + eol);
}

/** The index after the imports of a Python module's head: only lines without indentation, so that none is inside of a block. */
function behindPython(lines: string[]): number {
  let at = behindDocstring(lines, skip(lines, 0, /^(?:#.*|\s*)$/));
  const head = at;
  let last = -1;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    if (/^(?:#.*|\s*)$/.test(line)) continue;
    if (!/^(?:import|from)\s/.test(line)) break;
    at = endOfStatement(lines, at);
    last = at;
  }
  if (last !== -1) return last + 1;
  return head === skip(lines, 0, /^(?:#.*|\s*)$/) ? skip(lines, 0, /^#/) : head;
}

function behindDocstring(lines: string[], at: number): number {
  const quote = /^[rRuUbB]{0,2}("""|'''|"|')/.exec(lines[at] ?? "")?.[1];
  if (quote === undefined) return at;
  const begin = lines[at]!.indexOf(quote) + quote.length;
  if (lines[at]!.indexOf(quote, begin) !== -1) return at + 1;
  for (let end = at + 1; end < lines.length; end++) if (lines[end]!.includes(quote)) return end + 1;
  return at;
}

/** The last line of a statement that goes on in parentheses or after a backslash. */
function endOfStatement(lines: string[], at: number): number {
  if (lines[at]!.trimEnd().endsWith("\\")) return endOfStatement(lines, Math.min(at + 1, lines.length - 1));
  if (/\([^)]*$/.test(lines[at]!.replace(/#.*/, ""))) {
    const end = lines.findIndex((line, index) => index > at && line.includes(")"));
    return end === -1 ? at : end;
  }
  return at;
}

/** The index after the imports (`import …`, `const x = require(…)`) of a JavaScript or TypeScript file's head. */
function behindScript(lines: string[]): number {
  const head = skipScriptHead(lines);
  let last = -1;
  for (let at = head; at < lines.length; at++) {
    const line = lines[at]!;
    if (/^\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/.test(line)) continue;
    const imports = /^import[\s{"'*]/.test(line) && !/^import\s*\(/.test(line);
    const requires = /^(?:const|let|var)\b.*\brequire\(|^require\(/.test(line);
    if (!imports && !requires) break;
    if (imports && !/["']\s*(?:with\s*\{[^}]*\}\s*)?;?\s*(?:\/\/.*)?$/.test(line)) {
      const end = lines.findIndex((other, index) => index > at && /["']\s*;?\s*$/.test(other));
      if (end === -1) break;
      at = end;
    }
    last = at;
  }
  return last === -1 ? head : last + 1;
}

function skipScriptHead(lines: string[]): number {
  let at = lines[0]?.startsWith("#!") ? 1 : 0;
  let behind = at;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    if (/^\s*\/\*/.test(line)) {
      while (at < lines.length && !lines[at]!.includes("*/")) at++;
      behind = at + 1;
    } else if (/^\s*(?:\/\/|["']use \w+["'])/.test(line)) behind = at + 1;
    else if (line.trim() !== "") break;
  }
  return Math.min(behind, lines.length);
}

function skip(lines: string[], from: number, pattern: RegExp): number {
  let at = from;
  while (at < lines.length && pattern.test(lines[at]!)) at++;
  return at;
}
