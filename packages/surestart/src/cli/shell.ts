import { type Mask, masked } from "../report/mask.ts";
import { maskWords } from "../report/mask-words.ts";
import { quoteTyped } from "../shell/quote.ts";

/** A command line as it may be shown: masked, and quoted so that what is not masked can be typed again. */
export function shownWords(words: readonly string[], mask: Mask): string {
  return maskWords(words, mask)
    .map((word) => (word.includes(masked) ? word : quoteTyped(word)))
    .join(" ");
}
