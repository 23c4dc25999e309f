import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";

/** A variable that the program sets by itself, below the line that needs it already. */
export interface TooLate {
  name: string;
  /** The line of the same file to which the program had come. */
  at: Place;
  /** Where it is set. */
  set: Place;
  /** The innermost line of the project, where that is another. */
  needs: Place | null;
}

/** Django's error names the variable of its settings, and the file that sets it was still above that line. */
export function settingsTooLate({ run, source }: Facts): TooLate | null {
  const { crash } = run ?? {};
  const name = /\benvironment variable ([A-Z_]+)/.exec(crash?.message ?? "")?.[1];
  const frames = crash?.frames.filter((frame) => frame.own) ?? [];
  for (const { settings, at: set } of name === undefined ? [] : source.imports) {
    const { line: below = 0 } = set;
    const frame = settings && frames.find(({ file, line }) => file === set.file && line < below);
    if (!frame || name === undefined) continue;
    const last = frames.at(-1);
    return {
      name,
      at: { file: frame.file, line: frame.line },
      set,
      needs: last && last !== frame ? { file: last.file, line: last.line } : null,
    };
  }
  return null;
}
