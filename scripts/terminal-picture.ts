/** A picture of a terminal, as SVG: what a command printed, with its colours, and nothing that was not printed. */
export function terminalPicture(title: string, text: string): string {
  const lines = text.replace(/\n+$/, "").split("\n");
  const columns = Math.max(80, ...lines.map((l) => plain(l).length));
  const width = Math.ceil(columns * charWidth + 2 * margin);
  const height = lines.length * lineHeight + 2 * margin + bar;
  const rows = lines.map((line, index) => row(line, bar + margin + (index + 0.8) * lineHeight));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<rect width="100%" height="100%" rx="8" fill="#16181d"/>
<g fill="#3b4048"><circle cx="18" cy="16" r="5"/><circle cx="36" cy="16" r="5"/><circle cx="54" cy="16" r="5"/></g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d7dae0" xml:space="preserve">
${rows.filter(Boolean).join("\n")}
</g>
</svg>
`;
}

const charWidth = 8.43;
const lineHeight = 20;
const margin = 16;
const bar = 24;

const colours: Record<number, string> = {
  31: "#f07178",
  32: "#8fd18a",
  33: "#e6c07b",
  34: "#7aa6f0",
  35: "#c792ea",
  36: "#6cc7d1",
  90: "#7f848e",
};

/** One line of text; each run of one style is placed by its column, so that the picture is aligned in every font. */
function row(line: string, y: number): string {
  let style = { bold: false, dim: false, colour: "" };
  let column = 0;
  let spans = "";
  for (const part of line.split(sequence)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) {
      for (const code of codes.split(";").map(Number)) style = styled(style, code);
      continue;
    }
    if (part.trim() !== "") {
      const indent = part.length - part.trimStart().length;
      const fill = style.colour ? ` fill="${style.colour}"` : style.dim ? ' fill="#9aa0aa"' : "";
      const x = (margin + (column + indent) * charWidth).toFixed(1);
      spans += `<tspan x="${x}"${fill}${style.bold ? ' font-weight="bold"' : ""}>${escaped(part.trimStart())}</tspan>`;
    }
    column += part.length;
  }
  return spans && `<text y="${y.toFixed(1)}">${spans}</text>`;
}

const sequence = /(\u001b\[[\d;]*m)/;

function styled(style: { bold: boolean; dim: boolean; colour: string }, code: number): typeof style {
  if (code === 0) return { bold: false, dim: false, colour: "" };
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: "" };
  return code in colours ? { ...style, colour: colours[code] ?? "" } : style;
}

function plain(line: string): string {
  return line
    .split(sequence)
    .filter((part) => !part.startsWith("\u001b["))
    .join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
