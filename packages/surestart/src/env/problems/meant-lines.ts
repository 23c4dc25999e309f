import type { Dialect } from "../../facts.ts";
import { readEnv } from "../dialects.ts";
import { type EnvDocument, keyOf } from "../document.ts";
import type { AnyPiece, Binding } from "../pieces.ts";
import { spellFor } from "../spell.ts";

/**
 * What the lines of a faulty piece should be, where one reading is evident; undefined where none is. Proved: every one of
 * these dialects reads as many variables from them as there are lines.
 */
export function meantLines(
  document: EnvDocument,
  piece: AnyPiece,
  dialects: readonly Dialect[],
): string[] | undefined {
  const raw = document.text.slice(piece.start, piece.end).trim();
  const lines =
    piece.kind === "unread" ? withEquals(raw, dialects) : ofBinding(document, piece as Binding, raw);
  if (lines === null || lines.length === 0 || raw.length > 4096) return undefined;
  return proved(lines, dialects);
}

/** The assignment with nothing in front of its name and no blanks around its `=`, where that is read as one. */
export function plainLine(
  document: EnvDocument,
  binding: Binding,
  dialects: readonly Dialect[],
): string[] | undefined {
  const value = document.text.slice(binding.valueStart, binding.end).trimEnd();
  return value.includes("\n") ? undefined : proved([`${keyOf(document, binding)}=${value}`], dialects);
}

function proved(lines: string[], dialects: readonly Dialect[]): string[] | undefined {
  const text = `${lines.join("\n")}\n`;
  const read = dialects.map((dialect) => Object.keys(readEnv(text, dialect).values).length);
  return read.every((count) => count === lines.length) ? lines : undefined;
}

function ofBinding(document: EnvDocument, binding: Binding, raw: string): string[] | null {
  if (binding.fault === "unterminated") {
    const value = document.text.slice(binding.valueStart + 1, binding.valueEnd);
    return value.includes(binding.quote) || raw.includes("\n") ? null : [raw + binding.quote];
  }
  if (binding.fault === "key")
    return [keyOf(document, binding) + document.text.slice(binding.separator, binding.end).trimEnd()];
  return assignments(raw);
}

/** `A="x"; B=y` as two lines; `A="x";` as one. null where something else is between. */
function assignments(raw: string): string[] | null {
  const one = /[;,\s]*((?:export\s+)?[A-Za-z_][\w.]*=(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^;"'\s]*))(?=[;,\s]|$)/y;
  const lines: string[] = [];
  let end = 0;
  for (let match = one.exec(raw); match; match = one.exec(raw)) {
    lines.push(match[1] as string);
    end = one.lastIndex;
  }
  return /^[;,\s]*$/.test(raw.slice(end)) ? lines : null;
}

/** `KEY value` and `KEY : value`. */
function withEquals(raw: string, dialects: readonly Dialect[]): string[] | null {
  const match = /^((?:export\s+)?[A-Z][A-Z0-9_]{2,})[ \t]+(?:(?:[:-]>?|=>)[ \t]+)?(\S.*)$/.exec(raw);
  if (!match) return null;
  const value = (match[2] as string).replace(/^(["'])(.*)\1$/, "$2");
  return [`${match[1]}=${spellFor(value, dialects).spelling}`];
}
