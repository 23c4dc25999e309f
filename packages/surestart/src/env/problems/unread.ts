import type { Dialect, EnvProblem } from "../../facts.ts";
import type { Unread } from "../pieces.ts";
import type { Inquiry } from "./inquiry.ts";
import { meantLines } from "./meant-lines.ts";

/**
 * Lines that are no assignment. They bite where a loader refuses the file for them or loses other keys by them, and where
 * they were evidently meant as one (`KEY value`). To a shell they are commands, which may well be meant.
 */
export function unreadProblems(inquiry: Inquiry): EnvProblem[] {
  const pieces = inquiry.document.pieces.filter((piece): piece is Unread => piece.kind === "unread");
  return pieces.map((piece) => unreadProblem(inquiry, piece)).filter((problem) => problem !== null);
}

function unreadProblem(inquiry: Inquiry, piece: Unread): EnvProblem | null {
  const { text } = inquiry.document;
  const raw = text.slice(piece.start, piece.end);
  const from = piece.start + (raw.length - raw.trimStart().length);
  const to = piece.start + raw.trimEnd().length;
  const key = meantKey(raw);
  const loses = new Set<string>();
  const dialects: Dialect[] = [];
  for (const dialect of inquiry.dialects) {
    if (dialect === "bash") continue;
    const cost = inquiry.losesBy(piece, dialect);
    const missing = key !== null && inquiry.value(inquiry.reading(dialect), key) === undefined;
    if (cost.length === 0 && !missing) continue;
    for (const name of missing ? [...cost, key] : cost) loses.add(name);
    dialects.push(dialect);
  }
  if (dialects.length === 0) return null;
  const lines = key === null ? undefined : meantLines(inquiry.document, piece, inquiry.dialects);
  const colon = key !== null && /^\s*(?:export\s+)?\w+[ \t]+:/.test(raw);
  return {
    ...inquiry.problem(
      colon ? "env/colon-separator" : "env/invalid-line",
      { from, to },
      { key, dialects, loses: [...loses], args: { reason: piece.fault } },
    ),
    ...(lines ? { lines } : {}),
  };
}

/** `KEY value` and `KEY - value`: an assignment but for its `=`. */
function meantKey(raw: string): string | null {
  const match = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]{2,})[ \t]+(?![A-Z]{2,}[ \t])\S/.exec(raw);
  return match ? (match[1] as string) : null;
}
