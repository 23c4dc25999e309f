import { applyPatch, structuredPatch } from "diff";
import type { SourceText } from "./source-text.ts";
import type { Splice } from "./text-draft.ts";

/** A part of a unified diff: lines bear their sign in front. Lines count from 1. */
export interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

const context = 2;
/** Two texts that differ in more lines are not searched for the shortest way from one to the other, which grows with its square. */
const mostChanges = 1000;

/** The diff of two texts. Put to the proof: applied to the one it gives the other. */
export function hunksOf(from: string, to: string): Hunk[] {
  const patch = structuredPatch("", "", from, to, undefined, undefined, {
    context,
    maxEditLength: mostChanges,
  });
  const hunks: Hunk[] = patch?.hunks ?? plainHunks(from, to);
  const proof = patch ?? structuredPatch("", "", "", "");
  // Line ends are part of what is compared; the library would otherwise take CRLF for LF.
  if (applyPatch(from, { ...proof, hunks }, { autoConvertLineEndings: false }) !== to)
    throw new Error("a diff does not give what would be written");
  return hunks;
}

/** The diff of a text with these changes, made of the lines around them: the rest of the text is not looked at. */
export function hunksOfChanges(source: SourceText, splices: readonly Splice[]): Hunk[] {
  const { feeds, text } = source;
  // As in the whole diff the byte order mark is a character of the first line.
  const mark = source.decoded.bom ? "\uFEFF" : "";
  const hunks: Hunk[] = [];
  let added = 0;
  for (const { first, behind, splices: here } of windowsOf(source, splices)) {
    const [start, end] = [feeds[first] as number, feeds[behind] ?? text.length];
    const head = first === 0 ? mark : "";
    let changed = head;
    let at = start;
    for (const splice of here) {
      changed += text.slice(at, splice.from) + splice.text;
      at = splice.to;
    }
    const before = added;
    for (const hunk of hunksOf(head + text.slice(start, end), changed + text.slice(at, end))) {
      const { oldStart, newStart, oldLines, newLines } = hunk;
      hunks.push({ ...hunk, oldStart: oldStart + first, newStart: newStart + first + before });
      added += newLines - oldLines;
    }
  }
  return hunks;
}

interface Window {
  /** Indexes of lines. */
  first: number;
  behind: number;
  splices: Splice[];
}

/** Changes with the lines around them; those whose lines touch are one. */
function windowsOf({ feeds }: SourceText, splices: readonly Splice[]): Window[] {
  const windows: Window[] = [];
  for (const splice of splices) {
    const first = Math.max(0, lineAt(feeds, splice.from) - context - 1);
    const behind = Math.min(feeds.length, lineAt(feeds, splice.to) + context + 2);
    const last = windows.at(-1);
    if (last && first <= last.behind) {
      last.behind = Math.max(last.behind, behind);
      last.splices.push(splice);
    } else windows.push({ first, behind, splices: [splice] });
  }
  return windows;
}

function lineAt(feeds: readonly number[], offset: number): number {
  let [low, high] = [0, feeds.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((feeds[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line by line where both have as many; else what is not alike at the beginning and at the end is one change. */
function plainHunks(from: string, to: string): Hunk[] {
  const [before, after] = [linesOf(from), linesOf(to)];
  const changes: { old: [number, number]; new: [number, number] }[] = [];
  if (before.length === after.length) {
    for (let at = 0; at < before.length; at++) {
      if (before[at] === after[at]) continue;
      let end = at;
      while (end < before.length && before[end] !== after[end]) end++;
      changes.push({ old: [at, end], new: [at, end] });
      at = end;
    }
  } else {
    const most = Math.min(before.length, after.length);
    let [head, tail] = [0, 0];
    while (head < most && before[head] === after[head]) head++;
    while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
    changes.push({ old: [head, before.length - tail], new: [head, after.length - tail] });
  }
  return changes.length === 0 ? [] : joined(before, after, changes);
}

function joined(
  before: string[],
  after: string[],
  changes: { old: [number, number]; new: [number, number] }[],
): Hunk[] {
  const hunks: Hunk[] = [];
  for (let at = 0; at < changes.length; ) {
    let end = at;
    while (changes[end + 1] && changes[end + 1]!.old[0] - changes[end]!.old[1] <= 2 * context) end++;
    const group = changes.slice(at, end + 1);
    const [first, last] = [group[0]!, group.at(-1)!];
    const oldFrom = Math.max(0, first.old[0] - context);
    const oldTo = Math.min(before.length, last.old[1] + context);
    const lines: string[] = [];
    let done = oldFrom;
    for (const change of group) {
      for (; done < change.old[0]; done++) signed(lines, " ", before[done]!);
      for (const line of before.slice(...change.old)) signed(lines, "-", line);
      for (const line of after.slice(...change.new)) signed(lines, "+", line);
      done = change.old[1];
    }
    for (; done < oldTo; done++) signed(lines, " ", before[done]!);
    const newFrom = first.new[0] - (first.old[0] - oldFrom);
    const newTo = last.new[1] + (oldTo - last.old[1]);
    hunks.push({
      oldStart: oldFrom + 1,
      oldLines: oldTo - oldFrom,
      newStart: newFrom + 1,
      newLines: newTo - newFrom,
      lines,
    });
    at = end + 1;
  }
  return hunks;
}

function signed(lines: string[], sign: string, line: string): void {
  if (line.endsWith("\n")) lines.push(sign + line.slice(0, -1));
  else lines.push(sign + line, "\\ No newline at end of file");
}

/** Lines with their line feeds. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
