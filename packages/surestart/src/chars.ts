/** Character codes that the readers look for. */
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const DOUBLE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const SINGLE = 39;
export const COLON = 58;
export const EQUALS = 61;
export const BACKSLASH = 92;
const BACKTICK = 96;
const BOM = 0xfeff;

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** A-Z, a-z, 0-9. */
export function isAlphanumeric(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57);
}

/** `\w` of most engines: A-Z, a-z, 0-9 and `_`. */
export function isWord(c: number): boolean {
  return isAlphanumeric(c) || c === 95;
}

/** What may begin a name in a shell: a letter or `_`. */
export function isNameStart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
}

export function isQuote(c: number): boolean {
  return c === DOUBLE || c === SINGLE || c === BACKTICK;
}

/** `\s` of JavaScript: white space and line terminators, the byte order mark included. */
export function isJsSpace(c: number): boolean {
  if (c <= 32) return c === 32 || (c >= 9 && c <= 13);
  return c >= 160 && (c === 160 || c === 0x2028 || c === 0x2029 || c === BOM || isSpaceSeparator(c));
}

/** A place at which `$` and `.` of JavaScript stop. */
export function isJsLineEnd(c: number): boolean {
  return c === LF || c === CR || c === 0x2028 || c === 0x2029;
}

/** `str.isspace()` of Python, which its `\s` and `strip()` follow. */
export function isPythonSpace(c: number): boolean {
  if (c <= 32) return c === 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
  return c === 0x85 || c === 160 || c === 0x2028 || c === 0x2029 || isSpaceSeparator(c);
}

/** `unicode.IsSpace` of Go. */
export function isGoSpace(c: number): boolean {
  if (c <= 32) return c === 32 || (c >= 9 && c <= 13);
  return c === 0x85 || c === 160 || c === 0x2028 || c === 0x2029 || isSpaceSeparator(c);
}

/** The general category Zs beyond Latin-1. */
function isSpaceSeparator(c: number): boolean {
  return c === 0x1680 || (c >= 0x2000 && c <= 0x200a) || c === 0x202f || c === 0x205f || c === 0x3000;
}

/** The letters that stand for a control character after a backslash, in C and whatever follows it. */
export const controls: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
