import { isNameStart, isWord } from "../chars.ts";
import { type EnvDocument, innerSpan } from "../document.ts";
import type { Binding } from "../tokenize.ts";

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
  for (let at = text.indexOf("$", from); at !== -1 && at < to; at = text.indexOf("$", at + 1)) {
    if (text[at - 1] === "\\") continue;
    if (isReference(text, at, to, known)) refers = true;
    else stray.push(at);
  }
  return { stray, refers };
}

function isReference(text: string, at: number, to: number, known: (name: string) => boolean): boolean {
  const next = text[at + 1];
  // A command substitution is meant as one.
  if (next === "(") return text.indexOf(")", at) !== -1 && text.indexOf(")", at) < to;
  const braced = next === "{";
  const start = braced ? at + 2 : at + 1;
  if (!isNameStart(text.charCodeAt(start))) return false;
  let end = start;
  while (end < to && isWord(text.charCodeAt(end))) end++;
  if (!braced) return known(text.slice(start, end));
  const close = text.indexOf("}", end);
  if (close === -1 || close >= to) return false;
  return text[end] === "}" ? known(text.slice(start, end)) : /^:?[-+?=]/.test(text.slice(end, end + 2));
}
