import { controls } from "../../chars.ts";
/** The value of a Python string literal as it is written, prefix and quotes included. Escapes that need a name table stay. */
export function stringValue(written: string): string {
  const [, prefix, quote] = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(written) ?? ["", "", ""];
  const start = (prefix as string).length + (quote as string).length;
  const end = quote && written.length >= start + quote.length && written.endsWith(quote) ? quote.length : 0;
  const inner = written.slice(start, written.length - end);
  if (!inner.includes("\\") || /r/i.test(prefix as string)) return inner;
  return inner.replace(
    /\\(?:\r?\n|([\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g,
    (_, letter?: string, octal?: string, x?: string, u?: string, wide?: string) => {
      if (letter) return letters[letter] as string;
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
      const point = Number.parseInt(x ?? u ?? wide ?? "", 16);
      return Number.isNaN(point) || point > 0x10ffff ? "" : String.fromCodePoint(point);
    },
  );
}

const letters: Record<string, string> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  ...controls,
};
