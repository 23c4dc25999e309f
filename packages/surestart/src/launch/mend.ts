import { readEnv } from "../env/dialects.ts";
import type { Dialect } from "../facts.ts";

/** The text of a .env with the two faults mended that nothing else can have been meant by, and their codes. */
export interface Mended {
  text: Uint8Array | string;
  mended: ("env/encoding" | "env/empty-value-swallows-next")[];
}

/** Takes off the byte order mark, and the blank after `=` with which a dialect takes the next line for the value. */
export function mend(bytes: Uint8Array, dialect: Dialect): Mended {
  const mended: Mended["mended"] = [];
  let rest = bytes;
  if (rest[0] === 0xef && rest[1] === 0xbb && rest[2] === 0xbf) {
    rest = rest.subarray(3);
    mended.push("env/encoding");
  }
  let text: Uint8Array | string = rest;
  // Each blank that is taken off can show the next one, which stood in its shadow.
  for (let more = swallowing(text, dialect); more.length > 0; more = swallowing(text, dialect)) {
    const lines: string[] = (typeof text === "string" ? text : new TextDecoder().decode(text)).split("\n");
    for (const line of more) lines[line - 1] = (lines[line - 1] ?? "").replace(/=[ \t]+(\r?)$/, "=$1");
    const next = lines.join("\n");
    if (next === text) break;
    text = next;
    if (!mended.includes("env/empty-value-swallows-next")) mended.push("env/empty-value-swallows-next");
  }
  return { text, mended };
}

function swallowing(text: Uint8Array | string, dialect: Dialect): number[] {
  return readEnv(text, dialect).problems.flatMap((p) => (p.reason === "swallows-next" ? [p.line] : []));
}
