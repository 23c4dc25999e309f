import { posix } from "node:path";
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
  const kept = new Map<string, ReportFinding>();
  for (const { folder, report } of parts) for (const finding of report.findings) keep(kept, finding, folder);
  // The order of each project stays: its root cause comes before what follows.
  return [...kept.values()].sort((a, b) => severities[a.severity] - severities[b.severity]);
}

function keep(kept: Map<string, ReportFinding>, finding: ReportFinding, folder: string): void {
  // What the machine lacks, one command brings to all; anything else is a fault of each.
  const common =
    finding.code.startsWith("runtime/") && finding.fixes.every(({ safety }) => safety === "manual");
  const key = JSON.stringify([finding.code, finding.title, finding.fixes[0]?.command]);
  const same = kept.get(key);
  // What is to be typed was meant for the folder of the workspace.
  const here = (command: string): string =>
    folder === "." || /^(surestart|cd) /.test(command) ? command : `cd ${folder} && ${command}`;
  const fixes = finding.fixes.map((fix) => ({
    ...fix,
    ...(fix.command === undefined ? {} : { command: here(fix.command) }),
  }));
  // Of one project two faults may well have the same title.
  if (!common) kept.set(`${kept.size} ${key}`, { ...finding, fixes });
  else if (!same) kept.set(key, { ...finding, fixes });
  else if (finding.at && finding.at.file !== same.at?.file)
    kept.set(key, { ...same, also: [...(same.also ?? []), { ...finding.at, note: "here as well" }] });
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
