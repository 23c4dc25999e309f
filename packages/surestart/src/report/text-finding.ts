import { diffLine, diffLines } from "./diff-lines.ts";
import { excerpt } from "./excerpt.ts";
import type { Mask } from "./mask.ts";
import type { ReportFinding, ReportFix } from "./report.ts";
import type { Paint, Style } from "./style.ts";
import { columnsOf, cut, visible, wrap } from "./visible.ts";

/** What the text formats need in addition to the report: where the files are, and how the screen may be written. */
export interface Screen {
  dir: string;
  mask: Mask;
  style: Style;
  /** Which diffs are shown: of the root cause's fixes where they are short, of all, or none. @default "root" */
  diffs?: "root" | "all" | "none";
  /** The command that applies the fixes, to be copied: `surestart doctor --fix -- python3 main.py`. */
  fixCommand?: string;
  /** The command that asks again with this start command. @default doctor's, bare */
  tryCommand?: (start: string) => string;
}

const paints: Record<ReportFinding["severity"], Paint> = { error: "red", warning: "yellow", info: "blue" };
/** A longer diff is only shown when all are asked for: the screen stays one screen. */
const longestDiff = 16;
const margin = "  ";
const label = 6;

/** A finding on its own: what, where with the lines that are there, why, and what to do. */
export function largeFinding(finding: ReportFinding, screen: Screen): string[] {
  const { style, dir, mask } = screen;
  const mark = finding.resolved
    ? style.paint("green", style.mark.good)
    : style.paint(paints[finding.severity], style.mark[finding.severity]);
  const title = wrap(visible(finding.title), style.width - 2);
  const lines = title.map((line, index) => (index === 0 ? `${mark} ` : margin) + style.paint("bold", line));
  const sure = finding.confidence === "likely" ? `, likely` : "";
  lines.push(
    margin + style.paint("dim", `${finding.code}${sure}${finding.resolved ? ", worked around" : ""}`),
    "",
  );

  if (finding.at) {
    lines.push(margin + style.paint("cyan", placeText(finding.at)));
    lines.push(...excerpt(finding.at, dir, mask, style));
    lines.push("");
  }
  for (const place of finding.also ?? []) {
    const where = placeText(place);
    lines.push(...labelled(where, visible(place.note), style, where.length, "cyan"));
    lines.push(
      ...excerpt({ file: place.file, ...(place.line ? { line: place.line } : {}) }, dir, mask, style, 0),
    );
  }
  if (finding.also?.length) lines.push("");
  lines.push(...labelled("Why", visible(finding.detail), style));
  lines.push(...holderLines(finding, style));
  lines.push(...fixLines(finding.fixes, screen));
  return lines;
}

/** A finding in one line: what, and where, or who. `places`: where does not fit, it has a line by itself. */
export function shortFinding(
  finding: ReportFinding,
  style: Style,
  codeWidth: number,
  places: boolean = false,
): string[] {
  const { severity, resolved, code, title, at } = finding;
  const mark = resolved
    ? style.paint("green", style.mark.good)
    : style.paint(paints[severity], style.mark[severity]);
  const where =
    holderText(finding) ??
    (at && !title.includes(at.file)
      ? placeText({ file: at.file, ...(at.line ? { line: at.line } : {}) })
      : "");
  const room = style.width - codeWidth - 7;
  // What is wrong comes before where: a place that would cut it is left to the page and to JSON.
  const keeps = where !== "" && columnsOf(visible(title)) + 2 + where.length <= room;
  const text = cut(visible(title), room - (keeps ? where.length + 2 : 0), style.mark.ellipsis);
  const line = `  ${mark} ${style.paint("dim", code.padEnd(codeWidth))}  ${text}${keeps ? `  ${style.paint("cyan", where)}` : ""}`;
  return places && where !== "" && !keeps ? [line, `    ${style.paint("cyan", where)}`] : [line];
}

function holderText({ holder, title }: ReportFinding): string | null {
  if (!holder || holder.pid === null || title.includes(String(holder.pid))) return null;
  return `pid ${holder.pid}${holder.since ? `, since ${sinceText(holder.since)}` : ""}`;
}

/** `src/main.py:4:14` */
export function placeText({ file, line, column }: { file: string; line?: number; column?: number }): string {
  return visible(
    [file, ...(line === undefined ? [] : [line, ...(column === undefined ? [] : [column])])].join(":"),
  );
}

/** A word at the margin and a text next to it, wrapped to the width. */
export function labelled(
  name: string,
  text: string,
  style: Style,
  width: number = label,
  paint: Paint = "bold",
): string[] {
  const lines = wrap(text, style.width - width - margin.length - 2);
  return lines.map((line, index) =>
    `${margin}${index === 0 ? style.paint(paint, name) + " ".repeat(Math.max(0, width - name.length)) : " ".repeat(width)}  ${line}`.trimEnd(),
  );
}

function holderLines({ holder, detail }: ReportFinding, style: Style): string[] {
  if (!holder || (holder.pid !== null && detail.includes(String(holder.pid)))) return [];
  const parts = [
    holder.pid === null ? null : `pid ${holder.pid}`,
    holder.user,
    holder.since && `since ${sinceText(holder.since)}`,
    holder.cwd && `in ${holder.cwd}`,
  ].filter((part) => part !== null && part !== "");
  return labelled("Held", visible(`${holder.command} (${parts.join(", ")})`), style);
}

/** The time of day when it was today, else the day too. Local time. */
export function sinceText(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const pad = (number: number): string => String(number).padStart(2, "0");
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${time}`;
}

function fixLines(fixes: ReportFix[], screen: Screen): string[] {
  const { style } = screen;
  const lines: string[] = [];
  fixes.forEach((fix, index) => {
    lines.push("", ...labelled(index === 0 ? "Fix" : "Or", visible(fix.title), style));
    // A command is never broken: it is there to be copied.
    const line = (before: string, command: string): void =>
      void lines.push(
        `${margin}${" ".repeat(label)}  ${style.paint("dim", before)}${style.paint("green", visible(command))}`,
      );
    const byUs = fix.edits?.length ? screen.fixCommand : undefined;
    if (byUs) line("", byUs);
    if (fix.command) line(byUs ? "or by hand: " : "", fix.command);
    lines.push(...fixDiffs(fix, index, screen));
  });
  return lines;
}

/** The edit of a source first: it is what the fix is about. What does not fit into one screen is named. */
function fixDiffs(fix: ReportFix, index: number, { diffs = "root", style }: Screen): string[] {
  const edits = fix.edits ?? [];
  if (diffs === "none" || edits.length === 0 || (diffs === "root" && index > 0)) return [];
  const texts = edits.map(({ file, diff }) => ({
    file,
    lines: diffLines(diff, style, diffs === "all" || !style.terminal),
  }));
  if (diffs === "all") return ["", ...texts.flatMap(({ lines }) => lines)];
  const shown: string[] = [];
  const left: string[] = [];
  for (const { file, lines } of texts.toSorted(
    (x, y) => Number(isManifest(x.file)) - Number(isManifest(y.file)),
  )) {
    if (shown.length + lines.length > longestDiff) left.push(file);
    else shown.push(...lines);
  }
  if (shown.length === 0) return [];
  const rest =
    left.length > 0
      ? [diffLine(` also changes ${left.join(", ")}: see surestart doctor --dry-run`, style)]
      : [];
  return ["", ...shown, ...rest];
}

function isManifest(file: string): boolean {
  return /(requirements[\w-]*\.txt|pyproject\.toml|package\.json|Pipfile)$/.test(file);
}
