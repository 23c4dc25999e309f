import { posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Looked } from "./looked.ts";
import type { Report, ReportEdit, ReportFinding } from "./report.ts";

/** The report of one project of a monorepo. */
export interface ReportPart {
  /** Relative to the root: "apps/api"; "." for the root itself. */
  folder: string;
  report: Report;
}

/**
 * One report of many projects: every place by its path from the root, errors first, and what several have in common once
 * (packages that nobody installed).
 *
 * @param dir the root, as `project.dir` has it
 */
export function mergeReports(parts: readonly ReportPart[], dir: string): Report {
  const placed = parts.map(({ folder, report }) => ({ folder, report: placedReport(report, folder) }));
  const [first] = placed;
  const root = placed.find(({ folder }) => folder === ".");
  const all = <T>(of: (report: Report) => readonly T[] | undefined): T[] =>
    placed.flatMap(({ report }) => of(report) ?? []);
  const defects = all(({ defects }) => defects);
  const fixed = placed.some(({ report }) => report.fixed) ? all(({ fixed }) => fixed) : undefined;
  return {
    ...first!.report,
    project: {
      dir,
      stack: [...new Set(all(({ project }) => project.stack))],
      command: root?.report.project.command ?? null,
    },
    looked: mergedLooked(placed),
    workspaces: placed
      .filter(({ folder }) => folder !== ".")
      .map(({ folder, report }) => ({
        dir: folder,
        command: report.project.command,
        judged: report.looked?.judged !== false,
      })),
    findings: mergedFindings(placed),
    ...(fixed ? { fixed } : {}),
    ...(defects.length > 0 ? { defects } : {}),
  };
}

function placedReport(report: Report, folder: string): Report {
  const place = (file: string): string => posix.normalize(posix.join(folder, file));
  const edit = ({ file, diff }: ReportEdit): ReportEdit => ({
    file: place(file),
    diff: diff.replace(
      /^(---|\+\+\+) (?!\/dev\/null)((?:[ab]\/)?)(.+)$/gm,
      (_, mark, side, name) => `${mark} ${side}${place(name)}`,
    ),
  });
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      ...(finding.at ? { at: { ...finding.at, file: place(finding.at.file) } } : {}),
      ...(finding.also ? { also: finding.also.map((one) => ({ ...one, file: place(one.file) })) } : {}),
      fixes: finding.fixes.map((fix) => ({ ...fix, ...(fix.edits ? { edits: fix.edits.map(edit) } : {}) })),
    })),
    ...(report.fixed
      ? { fixed: report.fixed.map((fixed) => ({ ...fixed, files: fixed.files.map(place) })) }
      : {}),
  };
}

const severities = { error: 0, warning: 1, info: 2 } as const;

function mergedFindings(parts: readonly ReportPart[]): ReportFinding[] {
  const kept: Kept[] = [];
  for (const { folder, report } of parts) for (const finding of report.findings) keep(kept, finding, folder);
  // The order of each project stays: its root cause comes before what follows.
  return kept.map(({ finding }) => finding).sort((a, b) => severities[a.severity] - severities[b.severity]);
}

/** `brings`: the command that brings what the machine lacks, and with it all that lack the same. */
interface Kept {
  finding: ReportFinding;
  folder: string;
  brings: string | undefined;
}

/** What one command brings to all is one finding, and what is at the same place; any other fault is one of each. */
function keep(kept: Kept[], finding: ReportFinding, folder: string): void {
  const { code, title, at } = finding;
  const common = code.startsWith("runtime/") && finding.fixes.every(({ safety }) => safety === "manual");
  const command = finding.fixes[0]?.command;
  const brings = common ? command && (atRoot(command, folder) ?? command) : undefined;
  const same = kept.find(
    (one) =>
      one.finding.code === code &&
      // Another project names the file from its own folder.
      ((one.finding.title === title && brings !== undefined && one.brings === brings) ||
        ((one.finding.title === title || one.folder !== folder) &&
          at &&
          isDeepStrictEqual(one.finding.at, at))),
  );
  if (same) {
    if (at && at.file !== same.finding.at?.file)
      same.finding.also = [...(same.finding.also ?? []), { ...at, note: "also here" }];
    return;
  }
  const fixes = finding.fixes.map((fix) => ({
    ...fix,
    ...(fix.command === undefined ? {} : { command: fromRoot(fix.command, folder) }),
  }));
  kept.push({ finding: { ...finding, fixes }, folder, brings });
}

/** What is to be typed was meant for the folder of the workspace. */
function fromRoot(command: string, folder: string): string {
  if (folder === "." || command.startsWith("surestart ")) return command;
  return atRoot(command, folder) ?? (command.startsWith("cd ") ? command : `cd ${folder} && ${command}`);
}

/** `cd ../.. && pnpm install` of a workspace is for the root. */
function atRoot(command: string, folder: string): string | null {
  const [, to, rest = ""] = /^cd (\S+) && (.*)$/s.exec(command) ?? [];
  return to !== undefined && posix.join(folder, to) === "." ? rest : null;
}

function mergedLooked(parts: readonly ReportPart[]): Looked {
  const looked = parts.flatMap(({ folder, report }) => (report.looked ? [{ folder, ...report.looked }] : []));
  const workspaces = looked.filter(({ folder }) => folder !== ".");
  // What the root's runner starts are the workspaces, which were looked at one by one.
  const counted = looked.filter(
    ({ folder, not }) => folder !== "." || not.every(({ what }) => what !== "program"),
  );
  const open = counted.filter(({ judged }) => !judged);
  const at = looked.flatMap((one) => one.at);
  return {
    judged: open.length === 0,
    at: [...new Set(at)],
    not: open.flatMap(({ folder, not }) => not.map((one) => ({ ...one, dir: folder }))),
    words:
      open.length > 0
        ? open.map(({ folder, words }) => `${folder}: ${words}`).join(". ")
        : `${workspaces.map(({ folder }) => folder).join(", ")} were checked`,
  };
}
