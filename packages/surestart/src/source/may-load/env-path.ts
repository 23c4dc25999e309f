/** Is a string, as a whole, the path of a .env or of a file whose name begins with `.env`? */
export function isEnvPath(text: string): boolean {
  return text.length < 300 && /^(?:[^\s]*[/\\])?\.env[^\s/\\]*$/.test(text);
}
