/**
 * Text from outside as a terminal may be given it: escapes and control characters are shown, not obeyed, so that no file
 * and no process name can move the cursor or paint; invisible characters are shown by their number, since they are often
 * what is wrong. Tabs become two blanks.
 */
export function visible(text: string): string {
  return text.replace(unseen, shown);
}

// C0 but the newline, DEL, C1, zero-width and direction marks, soft hyphen, odd blanks, byte order mark, lone surrogates.
const unseen =
  /[\0-\t\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]/gu;

function shown(character: string): string {
  if (character === "\t") return "  ";
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** Columns that a text takes on a terminal: two for East Asian wide characters, none for combining ones. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Breaks a text at blanks so that no line is wider; a word that is wider by itself (a path, a command) stays whole. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(/ +/)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && columnsOf(longer) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
    return lines;
  });
}

/** Cuts a text to a width, with a mark where it was cut. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (columnsOf(text) <= width) return text;
  let result = "";
  for (const character of text) {
    if (columnsOf(result + character) > width - ellipsis.length) break;
    result += character;
  }
  return result.trimEnd() + ellipsis;
}
