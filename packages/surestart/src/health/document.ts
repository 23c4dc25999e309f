import type { CheckResult, Status } from "./check.ts";

/** The state of the service. */
export interface HealthReport {
  status: Status;
  /** starting: it answers, and is not ready yet. draining: it ends, and takes nothing new. */
  state: "starting" | "running" | "draining";
  version: string | null;
  /** Of the release or build that runs; null when it was not told. */
  releaseId: string | null;
  /** Another one in every process: by it a verifier knows which one it has reached. */
  instance: string;
  /** When each step of the start was done, in ms since the process started. */
  timeline: { step: string; ms: number }[];
  /** Whole seconds since the process started. */
  uptime: number;
  /** Failed ones first, then warnings, then the rest in their order. */
  checks: CheckResult[];
}

/** A kubelet reads no more than 10 KiB of an answer. */
const limit = 10 * 1024 - 512;

/**
 * The report as application/health+json (draft-inadarei-api-health-check-06): keys of `checks` are "component:measurement",
 * their values lists; `uptime` and `state` are additions. Never longer than 10 KiB: what does not fit is counted in `notes`.
 */
export function healthDocument(report: HealthReport, detailed: boolean): string {
  const head = {
    status: report.status,
    ...(report.version === null ? {} : { version: report.version }),
    ...(report.releaseId === null ? {} : { releaseId: report.releaseId }),
    uptime: report.uptime,
    ...(report.state === "running" ? {} : { output: report.state }),
    ...(detailed ? { instance: report.instance } : {}),
    ...(detailed && report.timeline.length > 0 ? { timeline: report.timeline } : {}),
  };
  if (!detailed || report.checks.length === 0) return JSON.stringify(head);
  const checks: Record<string, unknown[]> = {};
  let length = JSON.stringify(head).length;
  let left = 0;
  for (const check of report.checks) {
    const [key, entry] = checkEntry(check);
    length += key.length + JSON.stringify(entry).length + 6;
    if (length > limit) left++;
    else checks[key] = [entry];
  }
  const notes = left === 0 ? {} : { notes: [`${left} more checks are left out to keep this answer short`] };
  return JSON.stringify({ ...head, checks, ...notes });
}

/** The same for people and shells: the status alone on the first line, then a line for each check. */
export function healthText(report: HealthReport, detailed: boolean): string {
  const state = report.state === "running" ? "" : ` (${report.state})`;
  const lines = [`${report.status}${state}`];
  if (detailed) {
    for (const check of report.checks) {
      const measured = check.value === null ? `${check.ms} ms` : `${check.value} ${check.unit}`;
      const why = check.reason === null ? "" : `: ${reasonText(check)}`;
      lines.push(`${check.status.padEnd(4)}  ${check.name}  ${measured}${why}`);
    }
  }
  return cut(lines).join("\n") + "\n";
}

function cut(lines: string[]): string[] {
  let length = 0;
  return lines.filter((line) => {
    length += line.length + 1;
    return length <= limit;
  });
}

function checkEntry(check: CheckResult): [string, Record<string, unknown>] {
  const measured = check.value !== null;
  return [
    `${check.name}:${measured ? "value" : "responseTime"}`,
    {
      componentType: check.type,
      observedValue: measured ? check.value : check.ms,
      observedUnit: measured ? check.unit : "ms",
      status: check.status,
      time: check.time,
      ...(check.reason === null ? {} : { output: reasonText(check) }),
      ...(check.status === "pass" || check.affects.length === 0 ? {} : { affectedEndpoints: check.affects }),
    },
  ];
}

function reasonText(check: CheckResult): string {
  if (check.reason === "timeout") return `no answer after ${Math.round(check.ms)} ms`;
  if (check.reason === "invalid-answer") return "the check returned no valid result";
  return check.code === null ? "failed" : `failed: ${check.code}`;
}
