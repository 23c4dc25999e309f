import { constants } from "node:os";
import { leave } from "./leave.ts";

/** npm and a terminal both pass a Ctrl-C on: the same signal again within so many ms is one. */
const sameWithin = 500;

/**
 * Calls `end` at the first SIGTERM or SIGINT; a second one ends the process at once with 128 + its number, or
 * kills it where that would take long.
 * Gives a function that takes the handlers away again.
 */
export function onEndSignals(end: (signal: NodeJS.Signals) => void): () => void {
  let first: { signal: NodeJS.Signals; at: number } | null = null;
  const handle = (signal: NodeJS.Signals): void => {
    if (first === null) {
      first = { signal, at: performance.now() };
      end(signal);
      return;
    }
    if (signal === first.signal && performance.now() - first.at < sameWithin) return;
    leave(128 + constants.signals[signal]);
  };
  process.on("SIGTERM", handle).on("SIGINT", handle);
  return () => void process.off("SIGTERM", handle).off("SIGINT", handle);
}
