import type { CheckResult, CheckSettings, Reason, Status } from "./check.ts";
import type { createSlots } from "./slots.ts";

/** One check and its answers: it runs once at a time, however many ask. */
export interface Runner {
  readonly name: string;
  /**
   * The answer, when it is fresh; else what comes of a run, at the latest after the check's timeout. A check that hangs is
   * not run a second time: it has failed until it ends.
   */
  read(): CheckResult | Promise<CheckResult>;
  /** What counts when nobody can wait longer: the answer before, if it is not too old. */
  settle(): CheckResult;
  /** Runs it now, unless it is running: what came of it. */
  refresh(): Promise<CheckResult>;
  /** For how many ms from now the answer counts. 0 when there is none. */
  freshFor(): number;
}

export interface RunnerParts {
  /** Taken while a check runs. */
  slots: ReturnType<typeof createSlots>;
  /** Told of every result of a run, also of one that nobody waits for any more. */
  onResult: (result: CheckResult) => void;
}

export function createRunner(settings: CheckSettings, { slots, onResult }: RunnerParts): Runner {
  const { name, timeout, ttl, maxStale } = settings;
  let last: { result: CheckResult; at: number } | null = null;
  let answered: { result: CheckResult; at: number } | null = null;
  let running: { since: number; answer: Promise<CheckResult> | null } | null = null;

  const freshFor = (): number => (last === null ? 0 : Math.max(0, ttl - (performance.now() - last.at)));

  return {
    name,
    freshFor,
    read() {
      if (last !== null && freshFor() > 0) return last.result;
      if (running?.answer) return running.answer;
      if (running) return remember(overdue(running.since));
      return start();
    },
    refresh() {
      if (running?.answer) return running.answer;
      return running ? Promise.resolve(remember(overdue(running.since))) : start();
    },
    settle() {
      const now = performance.now();
      if (answered !== null && now - answered.at < maxStale) return answered.result;
      return overdue(running?.since ?? now);
    },
  };

  function start(): Promise<CheckResult> {
    const since = performance.now();
    const abort = new AbortController();
    const run = { since, answer: null as Promise<CheckResult> | null };
    const ended = attemptInTurn(abort.signal).then((outcome) => {
      running = null;
      const result = resultOf(settings, outcome, since);
      // An answer that came too late does not count: a check that is always slow would pass and fail by turns.
      if (run.answer === null) return result;
      answered = { result, at: performance.now() };
      onResult(result);
      return remember(result);
    });
    run.answer = new Promise((resolve) => {
      const late = (): void => {
        if (running !== run) return;
        run.answer = null;
        abort.abort(
          new DOMException(`the health check "${name}" took longer than ${timeout} ms`, "TimeoutError"),
        );
        const result = remember(overdue(since));
        onResult(result);
        resolve(result);
      };
      // Where this process itself stood still, the answer may be there and not read yet.
      const timer = setTimeout(() => setImmediate(late), timeout);
      timer.unref();
      ended.then((result) => {
        clearTimeout(timer);
        resolve(result);
      });
    });
    running = run;
    return run.answer;
  }

  async function attemptInTurn(signal: AbortSignal): Promise<Outcome> {
    const turn = slots.take();
    if (turn !== null) await turn;
    try {
      return await attempt(settings, signal);
    } finally {
      slots.give();
    }
  }

  function overdue(since: number): CheckResult {
    return resultOf(settings, { status: "fail", reason: "timeout" }, since);
  }

  function remember(result: CheckResult): CheckResult {
    last = { result, at: performance.now() };
    return result;
  }
}

interface Outcome {
  status: Status;
  reason?: Reason;
  code?: string | null;
  value?: number;
  unit?: string;
}

/** Never rejects: a check that throws has failed, and takes no other one with it. */
async function attempt(settings: CheckSettings, signal: AbortSignal): Promise<Outcome> {
  try {
    const answer = await settings.run({ signal });
    if (answer === undefined || answer === true) return { status: "pass" };
    if (answer === false) return { status: "fail", reason: "failed" };
    return readAnswer(answer);
  } catch (error) {
    return { status: "fail", reason: "failed", code: codeOf(error) };
  }
}

function readAnswer(answer: unknown): Outcome {
  const { status = "pass", value, unit = "count" } = (answer ?? {}) as Record<string, unknown>;
  const known = status === "pass" || status === "warn" || status === "fail";
  const measured =
    value === undefined || (Number.isFinite(value) && /^[A-Za-z%/]{1,16}$/.test(unit as string));
  if (typeof answer !== "object" || answer === null || !known || !measured) {
    return { status: "fail", reason: "invalid-answer" };
  }
  return {
    status,
    ...(status === "pass" ? {} : { reason: "failed" as const }),
    ...(value === undefined ? {} : { value: value as number, unit: unit as string }),
  };
}

/** Node's and the system's codes say what happened and contain no text of the program; any other code may. */
function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^(E[A-Z0-9]{2,15}|ERR_[A-Z0-9_]{1,40})$/.test(code) ? code : null;
}

function resultOf(settings: CheckSettings, outcome: Outcome, since: number): CheckResult {
  return {
    name: settings.name,
    status: outcome.status === "fail" && !settings.critical ? "warn" : outcome.status,
    reason: outcome.reason ?? null,
    code: outcome.code ?? null,
    time: new Date().toISOString(),
    ms: Math.round((performance.now() - since) * 10) / 10,
    value: outcome.value ?? null,
    unit: outcome.unit ?? null,
    type: settings.type,
    affects: settings.affects,
  };
}
