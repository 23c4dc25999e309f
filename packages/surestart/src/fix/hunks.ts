import { applyPatch, structuredPatch } from "diff";

/** A part of a unified diff: lines have their sign in front. Lines count from 1. */
export interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

/** The diff of two texts. Put to the proof: applied to the one it gives the other. */
export function hunksOf(from: string, to: string): Hunk[] {
  const patch = structuredPatch("", "", from, to, undefined, undefined, { context: 2 });
  // Line ends are part of what is compared; the library would otherwise take CRLF for LF.
  if (applyPatch(from, patch, { autoConvertLineEndings: false }) !== to)
    throw new Error("a diff does not give what would be written");
  return patch.hunks;
}
