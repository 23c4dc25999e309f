/** What a command calls a program: the last part of its path, without the ending that Windows needs. */
export function programName(word: string): string {
  return word.replace(/^.*[/\\](?=.)/, "").replace(/\.(?:exe|cmd|bat|ps1)$/i, "");
}

/** The same of a tool that may be started by its script (`node_modules/tool/tool.js`). */
export function toolName(word: string): string {
  return programName(word).replace(/\.[cm]?js$/i, "");
}
