import { readEnv } from "../env/dialects.ts";
import { mend as mendText } from "../env/mend.ts";
import type { Dialect } from "../facts.ts";

/** The text of a .env with the faults fixed that nothing else can have been meant by, and their codes. */
export interface Mended {
  text: Uint8Array | string;
  mended: ("env/encoding" | "env/empty-value-swallows-next")[];
}

/** Fixes for every dialect alike; the blank after `=` is only called a fault where this dialect takes the next line for it. */
export function mend(bytes: Uint8Array, dialect: Dialect): Mended {
  const { content, mended } = mendText(bytes);
  const encoding = mended.includes("byte-order-mark") || mended.includes("utf-16");
  const codes: Mended["mended"] = encoding ? ["env/encoding"] : [];
  const swallows =
    mended.includes("blank-after-equals") &&
    readEnv(mended.includes("utf-16") ? content : bytes, dialect).problems.some(
      (p) => p.reason === "swallows-next",
    );
  const text = mended.length > 0 ? content : bytes;
  return { text, mended: swallows ? [...codes, "env/empty-value-swallows-next"] : codes };
}
