/** The first line of a text that fits, as a part of its place; nothing where none does. */
export function lineOf(text: string, fits: (line: string) => boolean): { line?: number } {
  const index = text.split("\n").findIndex(fits);
  return index < 0 ? {} : { line: index + 1 };
}
