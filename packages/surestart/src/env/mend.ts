import { decode, utf8 } from "./decode.ts";
import { bindingsOf, readDocument } from "./document.ts";

export interface Mended {
  /** Text, or the bytes as they came where they are not UTF-8: what a loader makes of those is its own affair. */
  content: string | Uint8Array;
  /** What was fixed. */
  mended: ("byte-order-mark" | "utf-16" | "blank-after-equals")[];
}

/**
 * Takes away the faults by which nothing else can have been meant, whatever the dialect: the UTF-8 byte order mark, UTF-16 (what
 * `>` of Windows PowerShell writes), and the blank after the `=` of an empty value, which makes Node take the next line for the value.
 */
export function mend(input: string | Uint8Array): Mended {
  const wide = typeof input === "string" ? null : utf16(input);
  const text = wide ?? (typeof input === "string" ? input : utf8(input));
  if (text === null) return { content: input, mended: [] };
  const mended: Mended["mended"] = wide === null ? [] : ["utf-16"];
  const document = readDocument(text);
  if (document.bom) mended.push("byte-order-mark");
  let result = "";
  let done = 0;
  for (const binding of bindingsOf(document)) {
    const { separator, valueStart, valueEnd, comment } = binding;
    // After a colon the blank is what makes it a binding (dotenv).
    if (document.text[separator] !== "=") continue;
    if (valueEnd > valueStart || comment !== -1 || valueStart === separator + 1) continue;
    result += document.text.slice(done, separator + 1);
    done = valueStart;
  }
  if (done > 0) mended.push("blank-after-equals");
  return { content: result + document.text.slice(done), mended };
}

/** The text of UTF-16 with its mark; null: it is something else, or only looks like it. */
function utf16(bytes: Uint8Array): string | null {
  const { text, encoding, bom, stray } = decode(bytes);
  return bom && encoding.startsWith("utf-16") && stray === -1 ? text : null;
}
