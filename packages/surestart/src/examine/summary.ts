import { stripVTControlCharacters } from "node:util";
import { changedInGit } from "../fix/git.ts";
import type { ReportFixed } from "../report/report.ts";
import type { Style } from "../report/style.ts";
import { columnsOf, visible, wrap } from "../report/visible.ts";
import type { Examined } from "./examine.ts";

/** What was fixed and what was not, and the command that undoes it. */
export function fixedLines(
  fixed: readonly ReportFixed[],
  refused: readonly string[],
  { dir, mask }: Pick<Examined, "dir" | "mask">,
  style: Style,
  undo: string,
): string[] {
  const lines = fixed.flatMap(({ title, files }) => {
    const text = marked(style.paint("green", style.mark.good), `Done: ${visible(mask.text(title))}`, style);
    return withFiles(text, files.join(", "), style);
  });
  for (const one of refused)
    lines.push(
      ...marked(style.paint("yellow", style.mark.warning), `Not done: ${visible(mask.text(one))}`, style),
    );
  const files = [...new Set(fixed.flatMap((one) => one.files))];
  const inGit = files.length > 0 ? changedInGit(dir, files) : null;
  if (inGit?.changed.length)
    lines.push(style.paint("dim", `  See the change: git diff ${inGit.changed.join(" ")}`));
  if (inGit?.untracked.length)
    lines.push(style.paint("dim", `  Not tracked by git: ${inGit.untracked.join(" ")}`));
  if (fixed.length > 0) lines.push(style.paint("dim", `  Undo it: ${undo}`));
  return lines;
}

function marked(mark: string, text: string, style: Style): string[] {
  return wrap(text, style.width - 2).map((line, at) => `${at === 0 ? mark : " "} ${line}`);
}

/** The files after the text where they fit into its last line, else in a line of their own. */
function withFiles(text: string[], files: string, style: Style): string[] {
  const last = text.at(-1) ?? "";
  const place = style.paint("cyan", files);
  return columnsOf(stripVTControlCharacters(last)) + 2 + files.length <= style.width
    ? [...text.slice(0, -1), `${last}  ${place}`]
    : [...text, `  ${place}`];
}
