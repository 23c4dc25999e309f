import type { Facts, ServiceFact } from "../../facts.ts";
import { startReads, valueHad } from "../_lookup.ts";

/** What programs say when they give up and do not say why. */
const generic = new Set(
  (
    "a aborting an and api app application at backend be boot booting bootstrap bye cannot cleanly closed code configuration could " +
    "database db did due encountered error errors exit exited exiting failed failing failure fatal for from gracefully has have init " +
    "initialisation initialise initialization initialize initializing is it later launch not now of on occurred please process " +
    "problem program quitting run running see server service services shutdown shutting down start started starting startup status " +
    "stopped stopping terminating the there to try unable unexpected unexpectedly unknown up was went while will with wrong"
  ).split(" "),
);

/**
 * The one service of this machine that the program uses and that does not answer, where the program's own words explain
 * nothing: it ended with an error and no reason, or its health path answers 5xx and its log is silent.
 */
export function silentAbout(facts: Facts): ServiceFact | undefined {
  const { run, services, env } = facts;
  const closed = services.filter(
    ({ near, answer }) => near && (answer === "refused" || answer === "timeout"),
  );
  const [only] = closed;
  if (run?.outcome !== "failed" || !only || closed.length > 1) return undefined;
  // A variable that the start requires and does not get is nearer.
  if (env.variables.some((one) => valueHad(facts, one) === null && startReads(one).length > 0))
    return undefined;
  if (run.crash && (run.crash.frames.length > 0 || run.crash.code !== null)) return undefined;
  const ends = run.ended === "exited" && run.exit?.code !== 0 && only.atStart;
  const isIll = run.ended !== "exited" && (run.health?.status ?? 0) >= 500;
  return (ends && explainsNothing(run.output)) || (isIll && !run.crash) ? only : undefined;
}

function explainsNothing(output: readonly string[]): boolean {
  // A package manager says what it runs, and that it failed.
  const said = output.filter(
    (line) => line.trim() !== "" && !/^(?:> |npm |\$ | ?ELIFECYCLE| ?ERR_PNPM)/.test(line),
  );
  return said.slice(-3).every((line) => {
    const words = line.toLowerCase().match(/[a-z]+/g) ?? [];
    return /\b(?:INFO|DEBUG)\b/.test(line) || words.every((word) => generic.has(word));
  });
}
