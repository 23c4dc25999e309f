import { isNameStart, isWord } from "../../chars.ts";
import { type EnvDocument, innerSpan } from "../document.ts";
import type { Binding } from "../pieces.ts";

/**
 * The dollars of a value. One is a reference when it names a variable that is set, or gives a default; a `$` that a backslash
 * precedes is neither. All others are `stray`: part of a password or a hash, and a loader that expands them spoils it.
 */
export function dollarsOf(
  document: EnvDocument,
  binding: Binding,
  known: (name: string) => boolean,
): { stray: number[]; refers: boolean } {
  const { text } = document;
  const { from, to } = innerSpan(document, binding);
  const stray: number[] = [];
  let refers = false;
  for (const at of dollarsIn(text, from, to)) {
    if (text[at - 1] === "\\") continue;
    if (isReference(text, at, to, known)) refers = true;
    else stray.push(at);
  }
  return { stray, refers };
}

/** Offsets of the `$` in a part of a text; nothing after the part is looked at. */
export function* dollarsIn(text: string, from: number, to: number): Generator<number> {
  const part = text.slice(from, to);
  for (let at = part.indexOf("$"); at !== -1; at = part.indexOf("$", at + 1)) yield from + at;
}

function isReference(text: string, at: number, to: number, known: (name: string) => boolean): boolean {
  const next = text[at + 1];
  // A command substitution is meant as one.
  if (next === "(") return text.slice(at, to).includes(")");
  const braced = next === "{";
  const start = braced ? at + 2 : at + 1;
  if (!isNameStart(text.charCodeAt(start))) return false;
  let end = start;
  while (end < to && isWord(text.charCodeAt(end))) end++;
  if (!braced) return known(text.slice(start, end));
  if (!text.slice(end, to).includes("}")) return false;
  return text[end] === "}" ? known(text.slice(start, end)) : /^:?[-+?=]/.test(text.slice(end, end + 2));
}
