import { changedInGit } from "../fix/git.ts";
import type { ReportFixed } from "../report/report.ts";
import type { Style } from "../report/style.ts";
import { visible } from "../report/visible.ts";
import type { Examined } from "./examine.ts";

/** What was mended and what was not, and the command that takes it back. */
export function fixedLines(
  fixed: readonly ReportFixed[],
  refused: readonly string[],
  { dir, mask }: Pick<Examined, "dir" | "mask">,
  style: Style,
  undo: string,
): string[] {
  const lines = fixed.map(
    ({ title, files }) =>
      `${style.paint("green", style.mark.good)} ${visible(mask.text(title))}  ${style.paint("cyan", files.join(", "))}`,
  );
  for (const one of refused)
    lines.push(`${style.paint("yellow", style.mark.warning)} Not done. ${visible(mask.text(one))}`);
  const files = [...new Set(fixed.flatMap((one) => one.files))];
  const inGit = files.length > 0 ? changedInGit(dir, files) : null;
  if (inGit?.changed.length)
    lines.push(style.paint("dim", `  git sees the change: git diff ${inGit.changed.join(" ")}`));
  if (inGit?.untracked.length)
    lines.push(style.paint("dim", `  git does not track: ${inGit.untracked.join(" ")}`));
  if (fixed.length > 0) lines.push(style.paint("dim", `  Take it back: ${undo}`));
  return lines;
}
