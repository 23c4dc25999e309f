import { ownFile } from "../crash/frames.ts";
import type { NotedFrame, NotedPlace } from "./notes.ts";
import type { WitnessReading } from "./reading.ts";

/** What a check may need above the line that raises. */
const above = 3;
/** A call may be written on so many lines. */
const longest = 12;

export interface Failing {
  from: number;
  to: number;
  names: Set<string>;
  /** Those of them on lines after this one. */
  namesAfter: (line: number) => Set<string>;
}

/** The names on the line on which a frame failed, on the rest of its call, and, where it raised by itself, on its check. */
export function failingText(
  { file, line }: Pick<NotedFrame, "file" | "line">,
  innermost: boolean,
  reading: Pick<WitnessReading, "textOf" | "dir" | "alias">,
): Failing {
  const lines = linesOf(file, reading);
  const to = endOfCall(lines, line);
  const own = lines[line - 1] ?? "";
  const raises =
    innermost &&
    /^\s*(?:\}?\s*(?:if|else|elif)\b.*)?\b(?:raise|throw|process\.exit|sys\.exit|exit|panic|fail|die)\b/.test(
      own,
    );
  const from = raises ? Math.max(1, line - above) : line;
  return {
    from: line,
    to,
    names: names(lines.slice(from - 1, to).join("\n")),
    namesAfter: (other) => names(lines.slice(Math.max(from - 1, other), to).join("\n")),
  };
}

/** The name that a line gives what it reads: `key` of `const key = process.env.KEY`, and of `const { KEY: key } = process.env`. */
export function nameAssigned(
  { file, line }: NotedPlace,
  variable: string,
  reading: Pick<WitnessReading, "textOf" | "dir" | "alias">,
): string | null {
  const text = linesOf(file, reading)[line - 1] ?? "";
  const plain =
    /^\s*(?:export\s+)?(?:const\s+|let\s+|var\s+)?(?:self\.|this\.)?([A-Za-z_$][\w$]*)\s*(?::[^=]+)?=(?!=)/.exec(
      text,
    );
  if (plain?.[1] !== undefined) return plain[1];
  const taken = new RegExp(
    `(?<![\\w$.'"])${variable}(?:\\s*:\\s*([A-Za-z_$][\\w$]*))?\\s*(?:=[^,}]*)?(?:[,}]|$)`,
  ).exec(text);
  return taken && /^[A-Za-z_$][\w$]*$/.test(variable) ? (taken[1] ?? variable) : null;
}

function names(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z_$][\w$]*/g));
}

function linesOf(file: string, reading: Pick<WitnessReading, "textOf" | "dir" | "alias">): string[] {
  return (reading.textOf(ownFile(file, reading).file) ?? "").split(/\r?\n/);
}

/** The line on which the brackets that `line` opens are closed. */
function endOfCall(lines: readonly string[], line: number): number {
  let open = 0;
  for (let at = line; at < line + longest && at <= lines.length; at++) {
    const text = lines[at - 1] ?? "";
    for (const char of text) {
      if ("([{".includes(char)) open++;
      else if (")]}".includes(char)) open--;
    }
    if (open <= 0) return at;
  }
  return line;
}
