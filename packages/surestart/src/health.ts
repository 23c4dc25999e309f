/** `surestart/health`: probes inside an application. Loads nothing but node:crypto. */
export type { Details } from "./health/access.ts";
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
export { createHealth, type Health, type HealthOptions, type Probe } from "./health/health.ts";
