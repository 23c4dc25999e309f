import { controls } from "../chars.ts";

const letters: Record<string, string> = {
  ...controls,
  e: "\x1b",
  E: "\x1b",
};

/** What the shell makes of the text in `$'…'`; it ends at a NUL. */
export function unescaped(text: string): string {
  const whole = text.replace(
    /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|([abeEfnrtv\\'"?]))/g,
    (_, x?: string, u?: string, wide?: string, octal?: string, letter?: string) => {
      if (letter !== undefined) return letters[letter] ?? letter;
      const code =
        octal === undefined ? Number.parseInt(x ?? u ?? wide ?? "0", 16) : Number.parseInt(octal, 8) & 255;
      return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    },
  );
  return whole.split("\0", 1)[0] as string;
}
