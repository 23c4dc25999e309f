/** The lines of a text in which a backslash at the end of a line joins the next one, each with the number of its first. */
export function joinedLines(text: string): { text: string; line: number }[] {
  const joined: { text: string; line: number }[] = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    let written = lines[i] as string;
    while (/\\\s*$/.test(written) && i + 1 < lines.length)
      written = `${written.replace(/\\\s*$/, "")} ${(lines[++i] as string).trim()}`;
    joined.push({ text: written, line });
  }
  return joined;
}
