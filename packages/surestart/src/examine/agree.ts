import type { Finding, Fix } from "../finding.ts";
import { diffLines } from "../report/diff-lines.ts";
import type { Style } from "../report/style.ts";
import { labelled } from "../report/text-finding.ts";
import { visible, wrap } from "../report/visible.ts";
import { confirmed } from "./ask.ts";
import { type Examined, editsOf } from "./examine.ts";

/** Shows what a fix would change, all of it, and asks. Throws `Interrupted`. */
export async function agreed(finding: Finding, fix: Fix, examined: Examined, style: Style): Promise<boolean> {
  const edits = editsOf(fix, examined);
  if (edits.length === 0) return false;
  const { mask } = examined;
  const lines = edits.flatMap(({ diff }) => diffLines(diff, style));
  const title = wrap(visible(mask.text(finding.title)), style.width);
  const head = [...title.map((line) => style.paint("bold", line)), `  ${finding.code}`, ""];
  process.stderr.write(
    `\n${[...head, ...labelled("Fix", visible(mask.text(fix.title)), style), "", ...lines, ""].join("\n")}\n`,
  );
  return confirmed("Apply this?", true);
}
