/**
 * Tracebacks that a library has drawn or packed, as Python itself prints them: the boxes of rich (also of typer, structlog and
 * the fastapi command), the spaced ones of loguru, and those that a logger puts into a field of JSON. The same lines where
 * nothing was drawn or packed.
 */
export function plainTracebacks(lines: readonly string[]): readonly string[] {
  const isDrawn = lines.some(
    (line, i) => boxTop.test(line) || isPacked(line) || (header.test(line) && lines[i + 1]?.trim() === ""),
  );
  if (!isDrawn) return lines;
  const plain: string[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]!;
    if (boxTop.test(line)) i = readBox(lines, i, plain);
    else if (header.test(line) && lines[i + 1]?.trim() === "") i = readSpaced(lines, i, plain);
    else {
      plain.push(...(isPacked(line) ? unpacked(line) : [line]));
      i++;
    }
  }
  return plain;
}

const header = /Traceback \(most recent call last\):$/;
const boxTop = /^\s*╭─+ (?:Exception Group )?Traceback \(most recent call last\) ─+╮?\s*$/;
const place = /^(\S.*?):(\d+) in (.*)$/;

/** From the lid of the box to its bottom; gives the index of the line after it. */
function readBox(lines: readonly string[], from: number, to: string[]): number {
  to.push("Traceback (most recent call last):");
  let i = from + 1;
  let open = "";
  for (; i < lines.length; i++) {
    const line = lines[i]!.trim();
    if (/^╰─+╯?$/.test(line)) break;
    const text = line.replace(/^│ ?/, "").replace(/\s*│$/, "");
    const [, number, source] = /^\s*❱\s*(\d+) (?:[│\s]*)(.*)$/.exec(text) ?? [];
    if (number !== undefined) to.push(`    ${source}`);
    // A path that is too long for its line goes on in the next one.
    else if (open !== "" || /^(?:\/|[A-Za-z]:\\|<)/.test(text)) {
      open += (open !== "" && /:\d+ in$/.test(open) ? " " : "") + text;
      const [, file, at, name] = place.exec(open) ?? [];
      if (name) to.push(`  File "${file}", line ${at}, in ${name}`);
      open = name || text === "" ? "" : open;
    }
  }
  // What follows is as indented as the box: its error.
  const indent = /^\s*/.exec(lines[from]!)![0];
  const error = lines[i + 1];
  if (indent === "" || error === undefined) return i + 1;
  to.push(error.trim());
  return i + 2;
}

/** loguru leaves a blank line between frames, marks the one that caught it, and draws the values below a line. */
function readSpaced(lines: readonly string[], from: number, to: string[]): number {
  to.push(lines[from]!);
  let i = from + 1;
  for (; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === "" || /^\s+[│└]/.test(line)) continue;
    if (!/^(?:> | {2})File "|^ {4}/.test(line)) break;
    to.push(line.replace(/^> /, "  "));
  }
  return i;
}

const fields = ["exception", "exc_info", "traceback", "stack_trace", "exc_text"];

function isPacked(line: string): boolean {
  return (
    line.startsWith("{") &&
    /"(?:exception|exc_info|traceback|stack_trace|exc_text)": ?(?:"[^"]*Traceback|\[\{)/.test(line)
  );
}

function unpacked(line: string): string[] {
  try {
    const log = JSON.parse(line) as Record<string, unknown>;
    const field = fields
      .map((name) => log[name])
      .find((one) => typeof one === "string" || Array.isArray(one));
    if (typeof field === "string") return field.split("\n");
    return Array.isArray(field) ? [...(field as Packed[])].reverse().flatMap(written) : [line];
  } catch {
    return [line];
  }
}

/** As structlog writes an exception; the causes follow it. */
interface Packed {
  exc_type?: string;
  exc_value?: string;
  is_cause?: boolean;
  frames?: { filename?: string; lineno?: number; name?: string; line?: string }[];
}

function written({ exc_type = "Exception", exc_value = "", frames = [] }: Packed, index: number): string[] {
  return [
    ...(index > 0 ? ["The above exception was the direct cause of the following exception:", ""] : []),
    "Traceback (most recent call last):",
    ...frames.flatMap(({ filename = "?", lineno = 0, name = "?", line = "" }) => [
      `  File "${filename}", line ${lineno}, in ${name}`,
      ...(line === "" ? [] : [`    ${line}`]),
    ]),
    exc_value === "" ? exc_type : `${exc_type}: ${exc_value}`,
  ];
}
