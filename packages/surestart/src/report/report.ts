import { isAbsolute, relative, sep } from "node:path";
import type { Facts } from "../facts.ts";
import type { Code, Finding, Fix, Place, RelatedPlace, Safety, ShownHolder } from "../finding.ts";
import { type Looked, lookedAt } from "./looked.ts";
import type { Mask } from "./mask.ts";
import { maskWords } from "./mask-words.ts";

/** In what a command writes its result. */
export type Format = "text" | "json" | "sarif" | "github";

/** The JSON report, schema 1: keys may be added, none is ever changed. Nothing in it is secret. */
export interface Report {
  schema: 1;
  /** The version of surestart. */
  surestart: string;
  outcome: "healthy" | "failed" | "checked";
  project: { dir: string; stack: string[]; command: string[] | null };
  /** doctor: what was looked at, what was not, and whether that is enough to judge. */
  looked?: Looked;
  /** doctor at the root of a monorepo: the workspaces that can be started, each of which was looked at. */
  workspaces?: { dir: string; command: string[] | null; judged: boolean }[];
  url?: string | null;
  port?: ReportPort | null;
  exit?: { code: number | null; signal: string | null } | null;
  /** Starts that failed before the one that this report is of, of a program that did not fail again. */
  failedBefore?: { title: string; exit: Report["exit"] }[];
  /** The steps of a run in their order, in milliseconds. */
  timeline: ReportStep[];
  /** The first is the root cause; then errors, warnings, info. */
  findings: ReportFinding[];
  /** What `--fix` has fixed; the findings are those that are left. */
  fixed?: ReportFixed[];
  /** Diagnoses that failed: defects of surestart. Left out when there is none. */
  defects?: { code: Code; message: string }[];
}

interface ReportPort {
  wanted: number | null;
  used: number | null;
  /** The code of the diagnosis that says why another one is used. */
  why?: Code | null;
  /** How the program was told: "flag", "variable" … */
  told?: string | null;
}

export interface ReportFixed {
  code: Code;
  /** The fix's own name. */
  id: string;
  title: string;
  files: string[];
}

export interface ReportStep {
  step: string;
  ms: number;
}

export interface ReportFinding extends Omit<Finding, "fixes"> {
  fixes: ReportFix[];
}

export interface ReportFix {
  id: string;
  title: string;
  safety: Safety;
  command?: string;
  /** The changes as unified diffs, masked. */
  edits?: ReportEdit[];
}

export interface ReportEdit {
  file: string;
  diff: string;
}

export interface ReportInput {
  version: string;
  outcome: Report["outcome"];
  /** The project's folder; `dir` of the report is relative to `cwd`. */
  dir: string;
  cwd?: string;
  facts: Facts | null;
  findings: Finding[];
  defects?: { code: Code; error: unknown }[];
  mask: Mask;
  url?: string | null;
  port?: ReportPort | null;
  exit?: Report["exit"];
  failedBefore?: Report["failedBefore"];
  timeline?: ReportStep[];
  fixed?: ReportFixed[];
  /** A command line of ours with what was typed put in. @default as the fix has it */
  completed?: (command: string) => string;
  /** The preview of a fix, masked; left out of the report where it is empty. */
  edits?: (fix: Fix) => ReportEdit[];
}

/** Makes the report: paths relative to the project, everything that came from outside masked, keys in the contract's order. */
export function makeReport(input: ReportInput): Report {
  const { mask, dir, facts } = input;
  const command = facts?.command?.argv ?? null;
  return {
    schema: 1,
    surestart: input.version,
    outcome: input.outcome,
    project: {
      dir: slashes(relative(input.cwd ?? process.cwd(), dir)) || ".",
      stack: facts?.project.stack ?? [],
      command: command && maskWords(command, mask),
    },
    ...(facts?.stage === "doctor" ? { looked: lookedAt(facts, mask) } : {}),
    ...(input.url === undefined ? {} : { url: input.url && mask.text(input.url) }),
    ...(input.port === undefined ? {} : { port: input.port }),
    ...(input.exit === undefined ? {} : { exit: input.exit }),
    ...(input.failedBefore?.length
      ? { failedBefore: input.failedBefore.map((one) => ({ ...one, title: mask.text(one.title) })) }
      : {}),
    timeline: (input.timeline ?? []).map(({ step, ms }) => ({ step, ms: Math.round(ms * 10) / 10 })),
    findings: input.findings.map((finding) => shownFinding(finding, input)),
    ...(input.fixed
      ? { fixed: input.fixed.map((fixed) => ({ ...fixed, title: mask.text(fixed.title) })) }
      : {}),
    ...(input.defects?.length ? { defects: input.defects.map((defect) => shownDefect(defect, mask)) } : {}),
  };
}

function shownFinding(finding: Finding, { mask, dir, edits, completed }: ReportInput): ReportFinding {
  return {
    code: finding.code,
    severity: finding.severity,
    confidence: finding.confidence,
    title: mask.text(finding.title),
    detail: mask.text(finding.detail),
    ...(finding.at ? { at: shownPlace(finding.at, dir) } : {}),
    ...(finding.also?.length ? { also: finding.also.map((place) => shownRelated(place, dir, mask)) } : {}),
    ...(finding.holder ? { holder: shownHolder(finding.holder, mask) } : {}),
    ...(finding.resolved === undefined ? {} : { resolved: finding.resolved }),
    fixes: finding.fixes.map((fix) => shownFix(fix, mask, edits?.(fix) ?? [], completed)),
  };
}

function shownFix(
  { id, title, safety, command }: Fix,
  mask: Mask,
  edits: ReportEdit[],
  completed: ReportInput["completed"] = mask.text,
): ReportFix {
  return {
    id,
    title: mask.text(title),
    safety,
    ...(command === undefined ? {} : { command: mask.text(completed(command)) }),
    ...(edits.length === 0 ? {} : { edits }),
  };
}

function shownPlace({ file, line, column, endColumn }: Place, dir: string): Place {
  return {
    file: relativePath(file, dir),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
}

function shownRelated(place: RelatedPlace, dir: string, mask: Mask): RelatedPlace {
  return { ...shownPlace(place, dir), note: mask.text(place.note) };
}

function shownHolder(holder: ShownHolder, mask: Mask): ShownHolder {
  return {
    pid: holder.pid,
    command: mask.text(holder.command),
    cwd: holder.cwd,
    user: holder.user,
    since: holder.since,
    sameProject: holder.sameProject,
  };
}

function shownDefect(
  { code, error }: { code: Code; error: unknown },
  mask: Mask,
): { code: Code; message: string } {
  return {
    code,
    message: mask.text(error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  };
}

/** A path as a report has it: relative to the project, with forward slashes. */
function relativePath(file: string, dir: string): string {
  return slashes(isAbsolute(file) ? relative(dir, file) || "." : file).replace(/^\.\//, "");
}

function slashes(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
