import { applyPatch, structuredPatch } from "diff";

/** A part of a unified diff: lines have their sign in front. Lines count from 1. */
export interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

/** Two texts that differ in more lines are not searched for the shortest way from one to the other, which grows with its square. */
const mostChanges = 1000;

/** The diff of two texts. Put to the proof: applied to the one it gives the other. */
export function hunksOf(from: string, to: string): Hunk[] {
  const patch = structuredPatch("", "", from, to, undefined, undefined, {
    context: 2,
    maxEditLength: mostChanges,
  });
  const hunks: Hunk[] = patch?.hunks ?? [wholeHunk(from, to)];
  const proof = patch ?? structuredPatch("", "", "", "");
  // Line ends are part of what is compared; the library would otherwise take CRLF for LF.
  if (applyPatch(from, { ...proof, hunks }, { autoConvertLineEndings: false }) !== to)
    throw new Error("a diff does not give what would be written");
  return hunks;
}

/** All lines of the one, then all of the other. */
function wholeHunk(from: string, to: string): Hunk {
  const [before, after] = [linesOf(from), linesOf(to)];
  return {
    oldStart: 1,
    oldLines: before.length,
    newStart: 1,
    newLines: after.length,
    lines: [...signed("-", before), ...signed("+", after)],
  };
}

function signed(sign: string, lines: string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith("\n") ? [sign + line.slice(0, -1)] : [sign + line, "\\ No newline at end of file"],
  );
}

/** Lines with their line feeds. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
