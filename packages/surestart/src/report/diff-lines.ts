import type { Style } from "./style.ts";
import { cut, visible } from "./visible.ts";

/** Where the lines of a diff begin on the screen. */
const indent: string = " ".repeat(10);

/**
 * The diff of one file as lines for a terminal. Carriage returns say nothing where every line has one, and are left out; where
 * some lines have one and others have none they are what the change is about, and are shown.
 */
export function diffLines(diff: string, style: Style): string[] {
  const lines = diff.replace(/\n$/, "").split("\n");
  const shown = hasMixedEnds(lines) ? lines : lines.map((line) => line.replace(/\r$/, ""));
  return shown.map((line) => diffLine(line, style));
}

/** One line of a diff, or a word beside it. */
export function diffLine(line: string, style: Style): string {
  const text = `${indent}${cut(visible(line), style.width - indent.length, style.mark.ellipsis)}`;
  if (/^(?:---|\+\+\+) /.test(line)) return style.paint("bold", text);
  if (line.startsWith("+")) return style.paint("green", text);
  if (line.startsWith("-")) return style.paint("red", text);
  return style.paint("dim", text);
}

function hasMixedEnds(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => line.startsWith("@@ "));
  const ends = lines
    .map((line, index) => ({ line, next: lines[index + 1] }))
    .slice(first === -1 ? lines.length : first)
    // A last line without a newline has no carriage return either.
    .filter(({ line, next }) => !/^(?:@@ |\\)/.test(line) && !next?.startsWith("\\"))
    .map(({ line }) => line.endsWith("\r"));
  return new Set(ends).size > 1;
}
