/** A pattern that finds the text as it is written. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Finds a name, but not where it is a part of a longer one. */
export function wholeName(name: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9_])${literally(name)}(?![A-Za-z0-9_])`);
}

/** A pattern that finds any of the texts. */
export function anyOf(texts: Iterable<string>): string {
  return [...new Set(texts)].map(literally).join("|");
}
