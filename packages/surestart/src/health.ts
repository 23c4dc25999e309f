/** `surestart/health`: probes inside an application. Loads nothing but node:crypto. */
export type { Details } from "./health/access.ts";
export type { HealthChange } from "./health/changes.ts";
export type {
  Check,
  CheckAnswer,
  CheckFunction,
  CheckOptions,
  CheckResult,
  Reason,
  Status,
} from "./health/check.ts";
export type { HealthReport } from "./health/document.ts";
export type { HealthGroup } from "./health/groups.ts";
export { createHealth } from "./health/health.ts";
export { eventLoopCheck, heapCheck } from "./health/load-checks.ts";
export type { Health, HealthOptions, MetricsOptions } from "./health/options.ts";
export type { Probe } from "./health/probes.ts";
