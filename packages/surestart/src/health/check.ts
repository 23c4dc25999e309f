/** pass: it answers. warn: it does not, and the service can do without. fail: it does not, and the service cannot. */
export type Status = "pass" | "warn" | "fail";

/** What a check may answer. Numbers and a unit only: words of an error have no way into the answer of a probe. */
export interface CheckAnswer {
  /** @default "pass" */
  status?: Status;
  /** What was measured, in `unit`. Without it the time that the check took is shown, in ms. */
  value?: number;
  /** Letters, `%` and `/` only, at most 16. @default "count" */
  unit?: string;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a check that returns nothing is the usual one, and its type is void
type Answered = CheckAnswer | boolean | undefined | void;

/**
 * Looks whether a part answers. Nothing, true or an answer means that it does; false, or an error that is thrown, that it
 * does not. `signal` is aborted when nobody waits any more: hand it on to what can be given up.
 */
export type CheckFunction = (context: { signal: AbortSignal }) => Answered | Promise<Answered>;

export interface CheckOptions {
  run: CheckFunction;
  /** Without it the service cannot work: its failure is the service's. Otherwise it is a warning. @default true */
  critical?: boolean;
  /** After so many ms nobody waits for it any more. @default 500 */
  timeout?: number;
  /** An answer counts for so many ms before it is asked for again. @default 1000 */
  ttl?: number;
  /**
   * While a slow check runs on after the deadline, its answer before counts at most so many ms; after that the check
   * has failed, so that nothing stays green for days on an old answer. @default 10000
   */
  maxStale?: number;
  /**
   * Also asked by itself every so many ms, and sooner while it fails: then a change is seen when nobody probes, and no probe
   * waits for it. Its answer counts until the next one. @default 0: only when a probe asks
   */
  every?: number;
  /** Paths that do not work while it fails; shown with its failure (`affectedEndpoints`). */
  affects?: readonly string[];
  /** As application/health+json calls it. @default "component" */
  type?: "component" | "datastore" | "system";
}

export type Check = CheckFunction | CheckOptions;

/** Why a check did not pass. `code` of the answer has the system's own code next to it (ECONNREFUSED). */
export type Reason = "failed" | "timeout" | "invalid-answer";

/** The last answer of a check. */
export interface CheckResult {
  name: string;
  status: Status;
  reason: Reason | null;
  /** The system's or Node's code of the error (`E…`, `ERR_…`); never its text. */
  code: string | null;
  /** ISO 8601, UTC. */
  time: string;
  /** Milliseconds that it took, or has taken until now. */
  ms: number;
  value: number | null;
  unit: string | null;
  type: "component" | "datastore" | "system";
  affects: readonly string[];
}

export type CheckSettings = Required<CheckOptions> & { name: string };

/** @throws {TypeError} when the name or a number is not usable: that is seen when the program starts, not by a probe */
export function checkSettings(name: string, check: Check): CheckSettings {
  if (!/^[\w.-]{1,64}$/.test(name)) {
    throw new TypeError(
      `The name of a health check has 1 to 64 letters, digits, "_", "." and "-", so not "${name}"`,
    );
  }
  const given = typeof check === "function" ? { run: check } : check;
  if (typeof given.run !== "function")
    throw new TypeError(`The health check "${name}" has no function to run`);
  const settings = {
    critical: true,
    timeout: 500,
    ttl: 1000,
    maxStale: 10_000,
    every: 0,
    affects: [],
    type: "component" as const,
    // Long enough for the next run of a check that is asked by itself.
    ...(given.every ? { ttl: given.every * 1.5 + (given.timeout ?? 500) } : {}),
    ...given,
    name,
  };
  for (const key of ["timeout", "ttl", "maxStale", "every"] as const) {
    if (!(settings[key] >= 0 && settings[key] < 2 ** 31)) {
      throw new TypeError(
        `${key} of the health check "${name}" must be a number of milliseconds, not ${settings[key]}`,
      );
    }
  }
  return settings;
}
