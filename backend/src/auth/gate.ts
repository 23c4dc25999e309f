/** The queue is too long: whoever is refused may come again. */
export class GateFull extends Error {
  override readonly name = "GateFull";
}

export interface Gate {
  /** @throws {GateFull} when too many wait, or when it waited too long */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** The service ends: whoever waits is refused in so many ms at the latest. */
  hurry(patience: number): void;
}

export interface GateOptions {
  /** How many run at a time. */
  atOnce: number;
  /** How many may wait. */
  queue: number;
  /** Milliseconds that one waits at most. */
  patience: number;
}

/** Lets so many through at a time, in the order in which they came; the rest wait, and not for ever. */
export function createGate({ atOnce, queue, patience }: GateOptions): Gate {
  const waiting = new Map<() => void, (refusal: GateFull) => void>();
  let running = 0;
  let longest = patience;

  function refuse(start: () => void): void {
    waiting.get(start)?.(new GateFull("waited too long"));
    waiting.delete(start);
  }

  function turn(): Promise<void> | undefined {
    if (running < atOnce) {
      running++;
      return undefined;
    }
    if (waiting.size >= queue) throw new GateFull(`${queue} are waiting already`);
    return new Promise((resolve, reject) => {
      const start = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => refuse(start), longest);
      waiting.set(start, reject);
    });
  }

  /** The next one takes the place over: `running` stays as it is. */
  function leave(): void {
    const [next] = waiting.keys();
    if (next === undefined) running--;
    else {
      waiting.delete(next);
      next();
    }
  }

  return {
    hurry(most) {
      longest = Math.min(longest, most);
      const before = [...waiting.keys()];
      setTimeout(() => before.forEach(refuse), most).unref();
    },
    async run(work) {
      await turn();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
