import type { CheckResult } from "./check.ts";

/** While a check fails it is asked again after 1, 2, 4 and then 5 s, if that is sooner than usual. */
const soonest = 1000;
const latest = 5000;

export interface ByItself {
  /** `every` ms; 0: not by itself. Takes the place of the check of that name. */
  set(name: string, every: number, run: () => Promise<CheckResult>): void;
  start(): void;
  stop(): void;
}

/** Asks checks without a probe. No process stays for it. */
export function askByItself(started: boolean): ByItself {
  const asked = new Map<string, { every: number; run: () => Promise<CheckResult> }>();
  const timers = new Map<string, NodeJS.Timeout>();
  let on = started;

  function schedule(name: string, ms: number, failures: number): void {
    clearTimeout(timers.get(name));
    const of = asked.get(name);
    if (of === undefined || !on) return;
    const timer = setTimeout(() => {
      void of.run().then(({ status }) => {
        // Put in its place meanwhile: the new one has a timer of its own.
        if (asked.get(name) !== of) return;
        const failed = status === "pass" ? 0 : failures + 1;
        schedule(name, pauseOf(of.every, failed), failed);
      });
    }, ms);
    timer.unref();
    timers.set(name, timer);
  }

  return {
    set(name, every, run) {
      asked.delete(name);
      clearTimeout(timers.get(name));
      if (every === 0) return;
      asked.set(name, { every, run });
      schedule(name, 0, 0);
    },
    start() {
      on = true;
      for (const name of asked.keys()) schedule(name, 0, 0);
    },
    stop() {
      on = false;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Not the same moment in every replica: a database that comes back is not asked by all at once. */
function pauseOf(every: number, failures: number): number {
  const pause = failures === 0 ? every : Math.min(every, latest, soonest * 2 ** (failures - 1));
  return pause * (0.9 + Math.random() * 0.2);
}
