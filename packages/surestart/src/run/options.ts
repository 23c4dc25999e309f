import type { HealthQuestion } from "../launch/verdict.ts";
import type { Format } from "../report/report.ts";
import type { SurveyOptions } from "../survey/options.ts";

/** What `surestart run` was asked for. */
export interface RunOptions {
  /** Absolute: the project's folder. */
  dir: string;
  /** The start command; null to find it. */
  argv: string[] | null;
  /** The start command of the project's config. */
  configured: NonNullable<SurveyOptions["configured"]> | null;
  port: string | undefined;
  host: string | undefined;
  onConflict: "ask" | "next" | "replace" | "fail" | null;
  health: HealthQuestion;
  /** Milliseconds. */
  timeout: number;
  fix: boolean;
  yes: boolean;
  strict: boolean;
  override: boolean;
  follow: boolean;
  /** A start that failed may be looked at once more, with a witness inside. */
  secondLook: boolean;
  /** A command line for the shell. */
  afterHealthy: string | undefined;
  exitWhenHealthy: boolean;
  /** The file of the report, as it was given. */
  report: string | undefined;
  format: Format;
  envFiles: string[];
  color: boolean | undefined;
}
