import type { CheckResult, Status } from "./check.ts";

/** How the service stands. */
export interface HealthReport {
  status: Status;
  /** starting: it answers, and is not ready yet. draining: it ends, and takes nothing new. */
  state: "starting" | "running" | "draining";
  version: string | null;
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
    uptime: report.uptime,
    ...(report.state === "running" ? {} : { output: report.state }),
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
    },
  ];
}

function reasonText(check: CheckResult): string {
  if (check.reason === "timeout") return `no answer after ${Math.round(check.ms)} ms`;
  if (check.reason === "invalid-answer") return "the check gave an answer that is none";
  return check.code === null ? "failed" : `failed: ${check.code}`;
}
