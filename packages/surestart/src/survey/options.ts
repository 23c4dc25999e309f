import type { StartCommand } from "../facts.ts";
import type { Place } from "../finding.ts";
import type { SharedReads } from "../source/shared-reads.ts";

export interface SurveyOptions {
  /** The project's folder, absolute. */
  dir: string;
  /** The start command, as it was typed; null to find it. */
  argv: readonly string[] | null;
  /** `start` of surestart's config, and where it is. */
  configured?: { start: string | string[]; at: Place } | null;
  /** The environment that the program is given. */
  environment: Record<string, string | undefined>;
  /** The command, when it was read already. */
  command?: StartCommand | null;
  /** `--env-file`, in order. */
  envFiles?: readonly string[];
  /** `--port`. */
  port?: string | undefined;
  /** `--host`. */
  host?: string | undefined;
  /** Ask hosts outside loopback and private networks too. @default false */
  probe?: boolean;
  /** Read the sources. Without them the answer is there at once. @default true */
  sources?: boolean;
  /** Told every few milliseconds how many sources were read, of how many that there are. */
  onProgress?: ((read: number, known: number) => void) | undefined;
  /** What was read of the sources of other workspaces. */
  shared?: SharedReads | undefined;
  /** Nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
  /** Leave sockets alone: `run` has looked already. @default true */
  sockets?: boolean;
}

/** The environment without the keys that are not set. */
export function settled(environment: SurveyOptions["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
