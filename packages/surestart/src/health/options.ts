import type { IncomingMessage, ServerResponse } from "node:http";
import type { Details } from "./access.ts";
import type { HealthChange } from "./changes.ts";
import type { Check } from "./check.ts";
import type { HealthReport } from "./document.ts";
import type { HealthGroup } from "./groups.ts";

export interface HealthOptions {
  /** Of the service, shown to all. */
  version?: string;
  /** Of the release or build that runs, shown to all. */
  releaseId?: string;
  checks?: Record<string, Check>;
  /** Where the probes are: this path, and /live, /ready and /started below it. @default "/health" */
  path?: string;
  /** Also /livez and /readyz, as Kubernetes' own servers have them. @default false */
  aliases?: boolean;
  /** Probes of some of the checks, each at its name below the path; what they say does not depend on the other checks. */
  groups?: Record<string, HealthGroup>;
  /** Who is shown the single checks. @default "loopback" */
  details?: Details;
  /** A probe is answered after so many ms at the latest; a kubelet waits 1000. @default 800 */
  deadline?: number;
  /** So many checks run at the same time. @default 16 */
  concurrency?: number;
  /** false: nothing is ready before `started()` was called. @default true */
  started?: boolean;
  /** Told once whenever a check changes its status, for one line in the log. */
  onChange?: (change: HealthChange) => void;
  /** Answers GET for Prometheus, in its text format. @default none */
  metrics?: MetricsOptions;
}

export interface MetricsOptions {
  /** @default "/metrics" */
  path?: string;
  /** Who is shown them; anybody else is told that there is nothing. @default "loopback" */
  show?: Details;
  /** Metrics of the application itself, in the same format. */
  more?: () => string;
}

export interface Health {
  /** Adds a check, or puts another in the place of the one of that name. */
  add(name: string, check: Check): void;
  /** The same state, without HTTP. Checks whose last answer is fresh are not run again. */
  check(): Promise<HealthReport>;
  /** Answers GET and HEAD of a probe; undefined when the request is for another path. `address`: who asks. */
  fetch(request: Request, from?: { address?: string | undefined }): Promise<Response> | undefined;
  /** The same for node:http, and so for Express; false when the request is for another path, and nothing was done. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** From now on it may be ready. */
  started(): void;
  /** Notes that a step of the start is done, for the timeline that the details show. */
  mark(step: string): void;
  /** From now on ready fails, so that nothing new is sent here; live goes on. */
  drain(): void;
}
