import { isInvisible, isTypographicQuote } from "../document.ts";
import type { Inquiry, Meant } from "./inquiry.ts";

/** The first typographic quote or invisible character; -1 where there is none. */
export function firstOdd(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++)
    if (isInvisible(text.charCodeAt(at)) || isTypographicQuote(text[at] as string)) return at;
  return -1;
}

export function oddAt({ document }: Inquiry, at: number): { what: "quote" | "blank" } {
  return { what: isInvisible(document.text.charCodeAt(at)) ? "blank" : "quote" };
}

export function lineOf(inquiry: Inquiry, { binding }: Meant): { from: number; to: number } {
  const raw = inquiry.document.text.slice(binding.start, binding.end);
  return {
    from: binding.start + (raw.length - raw.trimStart().length),
    to: binding.start + raw.trimEnd().length,
  };
}

/** `A=1; B=2`. Not `Server=db; Database=x`, which is a value with such a form. */
export function secondAssignment(raw: string): string | null {
  const match = /^[^=;"']*; *(?:export +)?([A-Z_][A-Z0-9_]{2,})=/.exec(raw);
  return match ? (match[1] as string) : null;
}
