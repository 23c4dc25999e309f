import { isAlphanumeric, isNameStart } from "../chars.ts";

/**
 * The name that a faulty key was meant to be: without quotes around it, without `set ` before it, without characters that
 * cannot be seen. null: there is none.
 */
export function nameWithin(text: string, from: number, to: number): string | null {
  if (to - from > 512) return null;
  const key = text
    .slice(from, to)
    .replace(/^(?:export|set|\$env:)[ \t]+/i, "")
    .replace(/[\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2060\ufeff]/g, "")
    .replace(/^\$env:/i, "")
    .trim();
  const bare = /^(["'`\u2018\u2019\u201c\u201d])(.*)["'`\u2018\u2019\u201c\u201d]$/.exec(key)?.[2] ?? key;
  return /^[A-Za-z_][\w.-]*$/.test(bare) ? bare : null;
}

export function isNamePart(c: number): boolean {
  return isAlphanumeric(c) || c === 95 || c === 46 || c === 45;
}

export function isPlainName(text: string, from: number, to: number): boolean {
  return isNameStart(text.charCodeAt(from)) && to > from;
}
