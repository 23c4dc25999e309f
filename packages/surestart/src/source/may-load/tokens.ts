/** Does the code have the name as a word of its own? */
export function has(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(code);
}

export function hasAll(code: string, names: readonly string[]): boolean {
  return names.every((name) => has(code, name));
}
