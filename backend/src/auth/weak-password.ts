import { commonWords } from "./common-words.ts";

/** How a password is refused. The texts are for whoever chose it. */
export type WeakPassword = "common" | "pattern" | "own";

/**
 * Whether a password is among the first that anybody would try: words that many use, with or without digits and signs around
 * them, runs of the keyboard or the alphabet, one part again and again, or the user's own address or name. Null: none of it.
 */
export function weakPassword(password: string, own: readonly string[] = []): WeakPassword | null {
  const plain = password.normalize("NFKC").toLowerCase().trim();
  if (plain === "" || isRepeated(plain) || isRun(plain)) return "pattern";
  const words = [plain, withoutLeet(plain)].flatMap((text) => [text, bare(text)]);
  if (words.some((word) => word === "" || commonWords.has(word) || isPairOfCommon(word))) return "common";
  if (own.flatMap(partsOf).some((part) => words.includes(part))) return "own";
  return null;
}

/** "aaaaaaaa", "abcabcabc": one part of up to four characters again and again, to its beginning. */
function isRepeated(text: string): boolean {
  for (let size = 1; size <= 4 && size * 2 <= text.length; size++) {
    const part = text.slice(0, size);
    if (part.repeat(Math.ceil(text.length / size)).startsWith(text)) return true;
  }
  return false;
}

const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1q2w3e4r5t6y7u8i9o0p",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "qazwsxedcrfvtgbyhnujm",
  "azertyuiop",
  "qwertzuiop",
];

/** Nothing but runs, of three characters or more each, forward or backward: "12345678", "qwerty123", "abcd4321". */
function isRun(text: string): boolean {
  let rest = text;
  while (rest !== "") {
    const length = longestRun(rest);
    if (length < 3) return false;
    rest = rest.slice(length);
  }
  return true;
}

function longestRun(text: string): number {
  for (let length = text.length; length >= 3; length--) {
    const part = text.slice(0, length);
    const back = [...part].reverse().join("");
    if (rows.some((row) => row.includes(part) || row.includes(back))) return length;
  }
  return 0;
}

/** What is left without digits and signs in front and after: "password" of "!password2024!". */
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

const leet: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

const withoutLeet = (text: string): string => [...text].map((letter) => leet[letter] ?? letter).join("");

function isPairOfCommon(word: string): boolean {
  for (let at = 3; at <= word.length - 3; at++) {
    if (commonWords.has(word.slice(0, at)) && commonWords.has(word.slice(at))) return true;
  }
  return false;
}

/** The address, what is in front of its @, and the name, in one word and in its own. */
function partsOf(text: string): string[] {
  const lower = text.normalize("NFKC").toLowerCase();
  const words = [
    lower,
    ...lower.split("@").slice(0, 1),
    lower.replace(/\s+/g, ""),
    ...lower.split(/[\s@.]+/),
  ];
  return words.filter((word) => word.length >= 4);
}
