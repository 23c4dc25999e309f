import type { EnvFacts } from "./facts/env.ts";
import type { PortFacts } from "./facts/port.ts";
import type { ProjectFacts, StartCommand } from "./facts/project.ts";
import type { RunFacts } from "./facts/run.ts";
import type { RuntimeFacts } from "./facts/runtime.ts";
import type { ServiceFact } from "./facts/service.ts";
import type { SourceFacts } from "./facts/source.ts";
import type { WitnessFacts } from "./facts/witness.ts";

export type * from "./facts/env.ts";
export type * from "./facts/port.ts";
export type * from "./facts/project.ts";
export type * from "./facts/run.ts";
export type * from "./facts/runtime.ts";
export type * from "./facts/service.ts";
export type * from "./facts/source.ts";
export type * from "./facts/witness.ts";

/**
 * Everything that diagnose knows, as plain data: it can be written as JSON, so that one user's failure becomes a case.
 * Files are relative to `project.dir` with forward slashes; folders that are called `dir` or `cwd` are absolute.
 * Values of variables are here unmasked: facts are never printed, only findings are.
 */
export interface Facts {
  /** doctor: nothing was run. run: `run` holds what happened. */
  stage: "doctor" | "run";
  project: ProjectFacts;
  command: StartCommand | null;
  env: EnvFacts;
  source: SourceFacts;
  runtime: RuntimeFacts;
  port: PortFacts;
  services: ServiceFact[];
  /** Those that the code's own defaults name, where the variable is not set; `at` is the read. They explain errors alone. */
  defaultServices?: ServiceFact[];
  run: RunFacts | null;
  /** What was seen from inside a program that failed, when it was looked at a second time. */
  witness?: WitnessFacts;
}
