import type { Facts } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";

const says = [/waiting for (?:file )?changes/i, ...tools.flatMap(({ keeps }) => keeps?.waits ?? [])];

/**
 * The program ended with an error, and what watches its files lives on and waits for a change. The error is then what is
 * wrong, and not that no port was opened.
 */
export function diedUnderWatch(facts: Facts): boolean {
  const { run, command } = facts;
  if (run?.kept) return true;
  if (run?.ended !== "timeout" || run.listening.length > 0 || !run.crash || run.crash.frames.length === 0)
    return false;
  const watched =
    command?.reloads === true ||
    [...(command?.argv ?? []), ...(command?.program ?? [])].some((w) => /^--watch\b/.test(w));
  return watched || run.output.some((line) => says.some((words) => words.test(line)));
}

/**
 * It said an error with its trace, lives on, and opens no port or answers nothing: it went wrong there, and will not go right
 * with more time.
 */
export function stalled({ run }: Facts): boolean {
  if (run?.ended !== "timeout" || !run.crash?.frames.some((frame) => frame.own)) return false;
  return run.listening.length === 0 || (run.health?.status === null && run.health.problem === "timeout");
}

/** It ended after an error with its trace: that is what is wrong, whatever its status says. */
export function saidTrace({ run }: Facts): boolean {
  return (run?.crash?.frames.length ?? 0) > 0;
}
