import type { Report, ReportFinding } from "./report.ts";
import type { Style } from "./style.ts";
import { labelled, largeFinding, type Screen, shortFinding } from "./text-finding.ts";
import { visible, wrap } from "./visible.ts";

/**
 * doctor's screen: the root cause first and large, every other finding in one line, then how many there are and where more
 * is to be read.
 */
export function doctorScreen(report: Report, screen: Screen): string {
  const { style } = screen;
  const [first, ...others] = report.findings;
  if (!first) return screenText([...nothingFound(report, screen), ...defectLines(report, style)]);
  const root = first.severity === "info" ? undefined : first;
  const lines = root ? ["", ...largeFinding(root, screen)] : ["", ...nothingFound(report, screen)];
  const more = { fixCommand: screen.fixCommand, places: report.workspaces !== undefined };
  lines.push(...alsoLines(root ? others : report.findings, style, more));
  if (root && !report.findings.some(({ severity }) => severity === "error"))
    lines.push("", ...notLookedLines(report, screen));
  lines.push(...defectLines(report, style), "", ...lastLines(report, style));
  return screenText(lines);
}

/** What a failed run says: how it ended, then its root cause as doctor shows one. */
export function failureScreen(report: Report, screen: Screen & { ended: string }): string {
  const { style } = screen;
  const [root, ...others] = report.findings;
  const ended = `surestart: ${visible(screen.ended)}`;
  const wrapped = style.terminal ? wrap(ended, style.width) : [ended];
  const lines = ["", ...wrapped.map((line) => style.paint("dim", line)), ""];
  if (root) lines.push(...largeFinding(root, screen));
  lines.push(...alsoLines(others, style, { fixCommand: screen.fixCommand }), ...defectLines(report, style));
  if (root) lines.push("", ...lastLines(report, style));
  return screenText(lines);
}

/** Every fix with its diffs, finding by finding: what `--dry-run` shows. */
export function fixesScreen(findings: ReportFinding[], screen: Screen): string {
  return screenText(
    findings.flatMap((finding) => ["", ...largeFinding(finding, { ...screen, diffs: "all" })]),
  );
}

/** More errors than these are a list to be read, and no steps to be taken one after the other. */
const mostSteps = 4;

/**
 * The findings after the root cause, a line each; what `run` worked around is set apart. A few errors come with the command that
 * deals with each: in a fresh checkout they are the steps that are left.
 *
 * @param more.fixCommand applies the edits of a fix
 * @param more.places the place is said of each, on a line by itself where it needs one: without it nobody knows the workspace
 */
export function alsoLines(
  findings: ReportFinding[],
  style: Style,
  { fixCommand, places = false }: { fixCommand?: string | undefined; places?: boolean } = {},
): string[] {
  const errors = findings.filter((finding) => finding.severity === "error" && !finding.resolved);
  const steps = errors.length <= mostSteps ? errors : [];
  const codeWidth = Math.max(0, ...findings.map((finding) => finding.code.length));
  const part = (heading: string, some: ReportFinding[]): string[] =>
    some.length === 0
      ? []
      : [
          "",
          style.paint("bold", `  ${heading}`),
          ...some.flatMap((finding) => [
            ...shortFinding(finding, style, codeWidth, places),
            ...(steps.includes(finding) ? stepLine(finding, style, fixCommand) : []),
          ]),
        ];
  return [
    ...part(
      "Worked around",
      findings.filter((finding) => finding.resolved),
    ),
    ...part(
      "Also",
      findings.filter((finding) => !finding.resolved),
    ),
  ];
}

/** A command is never broken: it is there to be copied. */
function stepLine({ fixes: [fix] }: ReportFinding, style: Style, fixCommand: string | undefined): string[] {
  const command = fix && fix.safety !== "manual" ? fixCommand : fix?.command;
  return command === undefined ? [] : [`    ${style.paint("green", visible(command))}`];
}

/** "1 error, 2 warnings." */
function countText(findings: ReportFinding[]): string {
  const words = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    return severity === "info"
      ? [`${count} note${count === 1 ? "" : "s"}`]
      : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return words.join(", ");
}

function lastLines(report: Report, style: Style): string[] {
  const root = report.findings[0]!;
  const line = `${countText(report.findings)}   More: surestart explain ${root.code}`;
  const looked = report.workspaces
    ? wrap(`Checked ${report.workspaces.map(({ dir }) => dir).join(", ")}`, style.width - 2)
    : [];
  return [line, ...looked].map((text) => style.paint("dim", `  ${text}`));
}

/** Without an error; what was not looked at may well keep it from starting. */
function nothingFound(report: Report, screen: Screen): string[] {
  const { style } = screen;
  const { project, looked } = report;
  const judged = looked?.judged !== false;
  const lines = [
    judged
      ? `${style.paint("green", style.mark.good)} ${style.paint("bold", "Nothing found that would keep it from starting")}`
      : `${style.paint("yellow", style.mark.unknown)} ${style.paint("bold", "No error found, but not everything could be checked")}`,
  ];
  if (!judged) lines.push("", ...notLookedLines(report, screen));
  if (project.command) lines.push("", ...labelled("Start", visible(project.command.join(" ")), style));
  lines.push(...workspaceLines(report, style));
  if (project.stack.length > 0) lines.push(...labelled("Stack", project.stack.join(", "), style));
  return lines;
}

function workspaceLines({ workspaces }: Report, style: Style): string[] {
  if (!workspaces) return [];
  const width = Math.max(...workspaces.map(({ dir }) => dir.length));
  return [
    "",
    ...workspaces.map(({ dir, command, judged }) => {
      const mark = judged ? style.paint("green", style.mark.good) : style.paint("yellow", style.mark.unknown);
      return `  ${mark} ${dir.padEnd(width)}  ${style.paint("dim", visible(command?.join(" ") ?? ""))}`.trimEnd();
    }),
    "",
  ];
}

/** What could not be looked at, and what would help. */
function notLookedLines({ looked }: Report, { style, tryCommand }: Screen): string[] {
  if (!looked || looked.judged) return [];
  const ask = tryCommand ?? ((start: string) => `surestart doctor -- ${start}`);
  return [
    ...wrap(`${visible(looked.words)}.`, style.width - 2).map((line) => `  ${line}`),
    // A command is never broken: it is there to be copied.
    ...(looked.proposals?.length ? [""] : []),
    ...(looked.proposals ?? []).map(
      ({ command }, index) =>
        `  ${style.paint("bold", (index === 0 ? "Try" : "").padEnd(6))}  ${style.paint("green", visible(ask(command)))}`,
    ),
  ];
}

function defectLines({ defects }: Report, style: Style): string[] {
  return (defects ?? []).flatMap(({ code, message }) => [
    "",
    ...labelled(
      "Defect",
      visible(
        `surestart could not make the diagnosis ${code}: ${message}. That is a bug in surestart, not in this project.`,
      ),
      style,
    ),
  ]);
}

/** One newline at the end, and never two empty lines. */
export function screenText(lines: string[]): string {
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}
