import type { Dialect } from "../../facts.ts";
import { readEnv } from "../dialects.ts";
import { spellFor } from "../spell.ts";
import type { Inquiry, Meant } from "./inquiry.ts";

/**
 * What a faulty line should be, where that is evident: one assignment on each line, every value in a spelling that all of the
 * dialects read as it is meant. undefined: it is not evident, or no spelling suits them all.
 */
export function rewritten(inquiry: Inquiry, meant: Meant): string[] | undefined {
  const { binding, key, value } = meant;
  if (binding.endLine !== binding.line) return undefined;
  const raw = inquiry.document.text.slice(binding.start, binding.end).trim();
  if (binding.fault === "key") return [`${key}=${raw.slice(raw.indexOf("=") + 1).trimStart()}`];
  if (binding.fault === "unterminated") return spelled([[key, value]], inquiry.dialects, binding.exported);
  const pairs = assignmentsOf(raw);
  return pairs && spelled(pairs, inquiry.dialects, binding.exported);
}

/** `KEY value` as `KEY=value`. */
export function withEquals(raw: string, key: string, dialects: readonly Dialect[]): string[] | undefined {
  const exported = /^\s*export\s/.test(raw);
  const value = raw.slice(raw.indexOf(key) + key.length).trim();
  // A word of explanation is no value.
  if (/\s/.test(value) && !/^(["']).*\1$/.test(value)) return undefined;
  return spelled([[key, value.replace(/^(["'])(.*)\1$/, "$2")]], dialects, exported);
}

/** `A="x"; B=y;` is two assignments, if nothing else stands on the line. */
function assignmentsOf(raw: string): [string, string][] | undefined {
  const pairs: [string, string][] = [];
  const one = /\s*(?:export\s+)?([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|([^\s;"']*))\s*(?:[;,]\s*|(?=\s|#|$))/y;
  let at = 0;
  while (at < raw.length && raw[at] !== "#") {
    one.lastIndex = at;
    const match = one.exec(raw);
    if (!match || match[0] === "") return undefined;
    pairs.push([match[1] as string, match[2] ?? match[3] ?? match[4] ?? ""]);
    at = one.lastIndex;
  }
  return pairs.length > 0 ? pairs : undefined;
}

function spelled(
  pairs: readonly [string, string][],
  dialects: readonly Dialect[],
  exported: boolean,
): string[] | undefined {
  const lines = pairs.map(([key, value]) => `${exported ? "export " : ""}${key}=${spellFor(value, dialects).spelling}`);
  const wanted = Object.fromEntries(pairs);
  const read = dialects.every((dialect) => {
    const { values } = readEnv(`${lines.join("\n")}\n`, dialect);
    return Object.keys(wanted).every((key) => values[key] === wanted[key]);
  });
  return read ? lines : undefined;
}
