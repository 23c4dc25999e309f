import type { Style } from "./style.ts";
import { columnsOf, cut, visible } from "./visible.ts";

/** Where the lines of a diff begin on the screen. */
const indent: string = " ".repeat(10);

/**
 * The diff of one file as lines for a terminal. What changes is always to be seen: a long line is cut around the change and never
 * across it. `whole`: nothing is cut, as where nobody's screen has a width (a pipe, a file, the log of a CI).
 *
 * Carriage returns say nothing where every line has one, and are left out; where some lines have one and others have none they
 * are what the change is about, and are shown.
 */
export function diffLines(diff: string, style: Style, whole: boolean = !style.terminal): string[] {
  const lines = diff.replace(/\n$/, "").split("\n");
  const ends = hasMixedEnds(lines) ? lines : lines.map((line) => line.replace(/\r$/, ""));
  const shown = ends.map((line) => visible(line));
  if (whole) return shown.map((line) => painted(line, indent + line, style));
  const partners = partnersOf(shown);
  const room = style.width - indent.length;
  return shown.flatMap((line, index) =>
    fitted(line, partners.get(index), room, style).map((part, at) =>
      painted(line, `${indent}${at === 0 ? "" : " "}${part}`, style),
    ),
  );
}

/** A line under a diff. */
export function diffLine(line: string, style: Style): string {
  const text = visible(line);
  const fits = style.terminal ? cut(text, style.width - indent.length, style.mark.ellipsis) : text;
  return painted(line, indent + fits, style);
}

function painted(line: string, text: string, style: Style): string {
  if (/^(?:---|\+\+\+) /.test(line)) return style.paint("bold", text);
  if (line.startsWith("+")) return style.paint("green", text);
  if (line.startsWith("-")) return style.paint("red", text);
  return style.paint("dim", text);
}

/** One line as it fits: lines that stay are cut at the end, changed ones around what changes, and what is all new is broken. */
function fitted(line: string, partner: string | undefined, room: number, style: Style): string[] {
  if (columnsOf(line) <= room && columnsOf(partner ?? "") <= room) return [line];
  if (line.startsWith(" ")) return [cut(line, room, style.mark.ellipsis)];
  const part = partner === undefined ? null : around(line, partner, room, style.mark.ellipsis);
  return part === null ? broken(line, room) : [part];
}

/** The part of a line in which it differs from the other, with as much on both sides as there is room; null: not enough. */
function around(line: string, partner: string, room: number, dots: string): string | null {
  const [a, b] = [[...line.slice(1)], [...partner.slice(1)]];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  if (head === a.length && head === b.length) return null;
  const widest = Math.max(...[a, b].map((all) => columnsOf(all.slice(head, all.length - tail).join(""))));
  // The sign, and what stands for the ends that are left out.
  const spare = room - 1 - 2 * dots.length - widest;
  if (spare < 0) return null;
  // Both lines begin at the same place, so that the eye finds what differs.
  let from = head;
  while (from > 0 && columnsOf(a.slice(from - 1, head).join("")) <= spare - Math.min(tail, spare >> 1))
    from--;
  const left = from === 0 ? "" : dots;
  return line[0] + cut(left + a.slice(from).join(""), room - 1, dots);
}

function broken(line: string, room: number): string[] {
  const parts = [""];
  for (const character of line) {
    const last = parts.length - 1;
    if (columnsOf(parts[last] + character) > (last === 0 ? room : room - 1)) parts.push(character);
    else parts[last] += character;
  }
  return parts;
}

/** For lines that are replaced by as many others: which one takes the place of which. */
function partnersOf(lines: readonly string[]): Map<number, string> {
  const partners = new Map<number, string>();
  const isChange = (index: number, sign: string): boolean =>
    lines[index]?.startsWith(sign) === true && !/^(?:---|\+\+\+) /.test(lines[index]);
  for (let at = 0; at < lines.length; at++) {
    const gone = run(at, (index) => isChange(index, "-"));
    const come = run(gone.next, (index) => isChange(index, "+"));
    if (gone.found.length > 0 && gone.found.length === come.found.length)
      gone.found.forEach((index, nth) => {
        const other = come.found[nth] as number;
        partners.set(index, lines[other] as string);
        partners.set(other, lines[index] as string);
      });
    at = Math.max(at, come.next - 1);
  }
  return partners;

  function run(from: number, belongs: (index: number) => boolean): { found: number[]; next: number } {
    const found: number[] = [];
    let next = from;
    for (; belongs(next) || (found.length > 0 && lines[next]?.startsWith("\\")); next++)
      if (belongs(next)) found.push(next);
    return { found, next };
  }
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
