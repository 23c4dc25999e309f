import type { RunFacts } from "../facts.ts";
import type { ReportFixed } from "../report/report.ts";
import type { RunOptions } from "./options.ts";
import type { Reading } from "./reading.ts";
import type { Timeline } from "./timeline.ts";
import type { AskTyped } from "./typed.ts";

/** What a run has from its beginning to its end. */
export interface RunContext {
  options: RunOptions;
  typed: AskTyped;
  timeline: Timeline;
  reading: Reading;
  /** What `--fix` has changed. */
  fixed: ReportFixed[];
  /** Starts that failed, of a program that did not fail when it was looked at. */
  failedBefore: RunFacts[];
}

/** Is there a report to be written, or to be printed? */
export function wantsReport({ report, format }: RunOptions): boolean {
  return report !== undefined || format !== "text";
}
