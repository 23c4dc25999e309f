/** A word as a shell reads it back. `{port}` needs no quotes: only a comma or two dots make braces more than themselves. */
export function quoteWord(word: string): string {
  return /^(?:[\w@%+=:,./-]|\{\w+\})+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A word as a person types it: on Windows in quotes that cmd and PowerShell both read. */
export function quoteTyped(word: string, platform: NodeJS.Platform = process.platform): string {
  if (platform !== "win32") return quoteWord(word);
  if (/^[\w+=:./\\-]+$/.test(word)) return word;
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, "$&$&")}"`;
}

/** Words as a person types them into a shell. */
export function quoteWords(words: readonly string[]): string {
  return words.map((word) => quoteTyped(word)).join(" ");
}
