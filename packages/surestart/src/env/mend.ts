import { utf8 } from "./decode.ts";
import { bindingsOf, readDocument } from "./document.ts";

export interface Mended {
  /** Text, or the bytes as they came where they are not UTF-8: what a loader makes of those is its own affair. */
  content: string | Uint8Array;
  /** What was mended. */
  mended: ("byte-order-mark" | "blank-after-equals")[];
}

/**
 * Takes away the two faults by which nothing else can have been meant, whatever the dialect: the UTF-8 byte order mark, and
 * the blank behind the `=` of an empty value, which makes Node take the next line for the value.
 */
export function mend(input: string | Uint8Array): Mended {
  const text = typeof input === "string" ? input : utf8(input);
  if (text === null) return { content: input, mended: [] };
  const mended: Mended["mended"] = [];
  const document = readDocument(text);
  if (document.bom) mended.push("byte-order-mark");
  let result = "";
  let done = 0;
  for (const binding of bindingsOf(document)) {
    const { separator, valueStart, valueEnd, comment } = binding;
    // Behind a colon the blank is what makes it a binding (dotenv).
    if (document.text[separator] !== "=") continue;
    if (valueEnd > valueStart || comment !== -1 || valueStart === separator + 1) continue;
    result += document.text.slice(done, separator + 1);
    done = valueStart;
  }
  if (done > 0) mended.push("blank-after-equals");
  return { content: result + document.text.slice(done), mended };
}
