import { decode } from "../env/decode.ts";
import type { FileEdit } from "./file-edit.ts";
import { type Hunk, hunksOf } from "./hunks.ts";
import type { Plan } from "./plan.ts";

/** A change of one file, to be shown. */
export interface FileDiff {
  file: string;
  diff: string;
}

/** Takes the secrets out of one line of a file. */
export type HideLine = (line: string, file: string) => string;

/**
 * The plan as unified diffs. They are made from the very changes, or bytes, that `apply` writes, and put to the proof before
 * they are masked: the diff applied to what is there gives what will be there. Only then `hide` takes the secrets out of
 * each line.
 */
export function preview(plan: Plan, hide: HideLine): FileDiff[] {
  const gone = new Set(plan.edits.flatMap((edit) => edit.renamedFrom ?? []));
  const diffs = plan.edits
    .filter((edit) => !gone.has(edit.file))
    .map((edit) => {
      const source = plan.edits.find((other) => other.file === edit.renamedFrom);
      return { file: edit.file, diff: diffOf(source ? { ...edit, before: source.before } : edit, hide) };
    });
  for (const file of plan.untrack)
    diffs.push({ file, diff: `git no longer tracks ${file}; the file itself stays\n` });
  return diffs;
}

function diffOf(edit: FileEdit, hide: HideLine): string {
  const { file, kind, before, after, renamedFrom } = edit;
  const lines: string[] = [];
  if (kind === "folder") return `new folder ${file}\n`;
  if (renamedFrom) lines.push(`rename from ${renamedFrom}`, `rename to ${file}`);
  if (before === null && after !== null && (after.mode & 0o077) === 0)
    lines.push(`new file mode ${octal(after.mode)}`);
  if (before !== null && after !== null && before.mode !== after.mode)
    lines.push(`old mode ${octal(before.mode)}`, `new mode ${octal(after.mode)}`);
  const [from, to] = [textOf(before), textOf(after)];
  if (from.encoding !== to.encoding && before !== null && after !== null)
    lines.push(`encoding changed from ${from.encoding} to ${to.encoding}`);
  if (from.text !== to.text) lines.push(...fileDiff(hunksOf(from.text, to.text), edit, hide));
  return `${lines.join("\n")}\n`;
}

function fileDiff(
  hunks: readonly Hunk[],
  { file, before, after, renamedFrom }: FileEdit,
  hide: HideLine,
): string[] {
  if (hunks.length === 0) return [];
  return [
    `--- ${before === null ? "/dev/null" : (renamedFrom ?? file)}`,
    `+++ ${after === null ? "/dev/null" : file}`,
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
      ...lines.map((line) => (line.startsWith("\\") ? line : line[0] + hidden(line.slice(1), file, hide))),
    ]),
  ];
}

/** The carriage return stays outside: it is no part of a value, and what hides a value would take it along. */
function hidden(line: string, file: string, hide: HideLine): string {
  return line.endsWith("\r") ? `${hide(line.slice(0, -1), file)}\r` : hide(line, file);
}

/** An empty range is counted from the line before it. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/** The byte order mark stays a character of the text, so that taking it away is seen. */
function textOf(state: FileEdit["before"]): { text: string; encoding: string } {
  if (state === null) return { text: "", encoding: "utf-8" };
  const { text, encoding, bom } = decode(state.bytes);
  return { text: bom && encoding === "utf-8" ? `\uFEFF${text}` : text, encoding };
}

function octal(mode: number): string {
  return `100${(mode & 0o777).toString(8).padStart(3, "0")}`;
}
