import { ownFile } from "../crash/frames.ts";
import type { NotedFrame, NotedPlace } from "./notes.ts";
import type { WitnessReading } from "./reading.ts";

/** The check of a line that raises is on it, or at most so many lines above. */
const above = 3;
/** A call may be written on so many lines. */
const longest = 12;
const raising =
  /^\s*(?:\}?\s*(?:if|else|elif)\b.*)?\b(?:raise|throw|process\.exit|sys\.exit|exit|panic|fail|die|abort)\b/;
const checking = /(?:^|[\s}])(?:if|elif|unless|assert|case|when|while)\b|\?\?|\|\|/;

export interface Failing {
  /** The line raises by itself. */
  raises: boolean;
  /** The line goes on with a statement that began above it. */
  goesOn: boolean;
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
  const raises = innermost && raising.test(lines[line - 1] ?? "");
  const from = raises ? checkOf(lines, line) : line;
  return {
    raises,
    goesOn: /^\s*[)\]}.]/.test(lines[line - 1] ?? ""),
    from: line,
    to,
    names: names(lines.slice(from - 1, to).join("\n")),
    namesAfter: (other) => names(lines.slice(Math.max(from - 1, other), to).join("\n")),
  };
}

/** The line with the condition under which this line raises; the line itself where no condition is near. */
function checkOf(lines: readonly string[], line: number): number {
  for (let at = line; at >= Math.max(1, line - above); at--)
    if (checking.test(lines[at - 1] ?? "")) return at;
  return line;
}

/**
 * The name that a line gives what it reads: `key` of `const key = process.env.KEY`, of `{ key: process.env.KEY }`, of
 * `Vault(key=os.getenv("KEY"))`, and of `const { KEY: key } = process.env`.
 */
export function nameAssigned(
  { file, line, column }: NotedPlace,
  variable: string,
  reading: Pick<WitnessReading, "textOf" | "dir" | "alias">,
): string | null {
  const text = linesOf(file, reading)[line - 1] ?? "";
  const before = column === undefined ? (readIn.exec(text)?.[1] ?? text) : text.slice(0, column - 1);
  const given = /([A-Za-z_$][\w$]*)["']?\s*(?::[^=,(){}]+)?(?:[:=]|\?\?=|\|\|=)\s*[^,;{}()=]*$/.exec(before);
  if (given?.[1] !== undefined && given[1] !== variable) return given[1];
  if (!/^[A-Za-z_$][\w$]*$/.test(variable)) return null;
  const taken = new RegExp(
    `(?<![\\w$.'"])${variable}(?:\\s*:\\s*([A-Za-z_$][\\w$]*))?\\s*(?:=[^,}]*)?(?:[,}]|$)`,
  ).exec(text);
  return taken ? (taken[1] ?? variable) : (given?.[1] ?? null);
}

/** What is before the one read of a line, where no column is known. */
const readIn =
  /^((?:(?!\b(?:environ|getenv)\b).)*)\b(?:os\.)?(?:environ|getenv)\b(?!.*\b(?:environ|getenv)\b)/;

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
