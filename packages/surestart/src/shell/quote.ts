/** A word as a shell reads it back. `{port}` needs no quotes: only a comma or two dots make braces more than themselves. */
export function quoteWord(word: string): string {
  return /^(?:[\w@%+=:,./-]|\{\w+\})+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Words as a person types them into a shell. */
export function quoteWords(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}
