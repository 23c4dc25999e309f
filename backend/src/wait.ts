import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds between two tries: soon at first, since what starts together with this process is about to answer. */
const shortest = 250;
const longest = 5000;

/**
 * Tries again until `attempt` works. What `isFinal` knows is thrown, and so is the abort of `signal`.
 */
export async function untilItWorks<T>(
  attempt: () => Promise<T>,
  isFinal: (error: unknown) => boolean,
  signal: AbortSignal,
): Promise<T> {
  for (let pause = shortest; ; pause = Math.min(pause * 1.6, longest)) {
    // Replicas that lost the same database do not all come back at the same moment.
    await delay(pause * (0.75 + Math.random() / 2), undefined, { signal });
    try {
      return await attempt();
    } catch (error) {
      if (isFinal(error)) throw error;
    }
  }
}
