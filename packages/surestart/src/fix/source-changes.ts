import type { Change } from "../finding.ts";
import type { Draft } from "./draft.ts";
import { FixRefused } from "./refusal.ts";
import type { TextDraft } from "./text-draft.ts";

type Of<K extends Change["do"]> = Extract<Change, { do: K }>;

export function replaceLines(draft: Draft, { file, from, to, with: lines }: Of<"lines">): void {
  const text = draft.text(file);
  const [first, last] = [text.line(from), text.line(to)];
  const kept = text.text.slice(last.end, last.to);
  const eol = text.eolAt(first.from);
  text.splice(first.from, last.to, lines.length === 0 ? "" : lines.join(eol) + kept);
}

export function insertLines(draft: Draft, { file, line, lines }: Of<"insert">): void {
  const text = draft.text(file);
  // One after the last appends, and an empty file has no other line.
  if (line >= text.lineCount + 1) {
    const atEnd = text.text.length;
    const eol = text.eolAt(0);
    const open = atEnd > 0 && !/[\r\n]$/.test(text.text);
    text.splice(atEnd, atEnd, (open ? eol : "") + lines.map((one) => one + eol).join(""));
    return;
  }
  const { from } = text.line(line);
  text.splice(from, from, lines.map((one) => one + text.eolAt(from)).join(""));
}

export function replaceText(draft: Draft, { file, line, column, old, new: text }: Of<"replace">): void {
  const target = draft.text(file);
  const { from, to } = target.line(line);
  const at = placeOf(target, from, to, column, old);
  if (at === null) throw new FixRefused(`line ${line} of ${file} has changed since it was read`, file);
  target.splice(at, at + old.length, text);
}

/** The column counts a byte order mark where the reader does. */
function placeOf(target: TextDraft, from: number, to: number, column: number, old: string): number | null {
  const offsets = [from + column - 1, ...(from === 0 && target.bom ? [from + column - 2] : [])];
  return offsets.find((at) => at >= from && at <= to && target.text.startsWith(old, at)) ?? null;
}

export function replaceNear(draft: Draft, { file, line, old, new: text }: Of<"replace-near">): void {
  replaceOnce(draft.text(file), line, old, text);
}

/** In JSON a command has escapes. */
export function replaceCommand(draft: Draft, { file, line, old, new: command }: Of<"command">): void {
  const json = /\.jsonc?$/i.test(file);
  const spell = (text: string): string => (json ? JSON.stringify(text).slice(1, -1) : text);
  replaceOnce(draft.text(file), line, spell(old), spell(command));
}

function replaceOnce(target: TextDraft, line: number, old: string, text: string): void {
  const { from, end } = target.line(line);
  const here = target.text.slice(from, end);
  const at = here.indexOf(old);
  if (old === "" || at === -1)
    throw new FixRefused(`line ${line} of ${target.file} has changed since it was read`, target.file);
  if (here.indexOf(old, at + 1) !== -1)
    throw new FixRefused(
      `the text to be replaced occurs more than once on line ${line} of ${target.file}`,
      target.file,
    );
  target.splice(from + at, from + at + old.length, text);
}
