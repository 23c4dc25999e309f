import { getPriority, setPriority } from "node:os";
import type { Facts } from "../facts.ts";
import type { SurveyOptions } from "../survey/options.ts";

// Reads a project for a run that has started its program already, and gives way to that: see survey-apart.ts.
giveWay();
process.once("message", (options: SurveyOptions) => {
  void answer(options).then((reply) => process.send?.(reply, () => process.exit()));
});
process.once("disconnect", endWithAll);

/** What the run is told; null: it shall read by itself, and meet the error where it can be reported. */
export interface Reply {
  facts: Facts | null;
}

async function answer(options: SurveyOptions): Promise<Reply> {
  try {
    const { survey } = await import("../survey/index.ts");
    return { facts: await survey(options) };
  } catch {
    return { facts: null };
  }
}

/** The run is over, or dead, and nobody waits for the answer: the interpreters that were asked for it end as well. */
function endWithAll(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    // It has no group of its own.
  }
  process.exit();
}

/** Where that is not allowed, the program and we share the processor as all others do. */
function giveWay(): void {
  try {
    setPriority(Math.min(getPriority() + 10, 19));
  } catch {}
}
