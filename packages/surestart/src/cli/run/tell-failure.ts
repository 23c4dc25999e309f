import type { RunFacts } from "../../facts.ts";
import { failureScreen } from "../../report/text.ts";
import { again } from "../again.ts";
import { machineText, styleFor } from "../print.ts";
import { type Happened, joinFacts, urlOf } from "./facts.ts";
import { reportRun, writeReport } from "./report.ts";
import { endedWords } from "./screen.ts";
import type { Telling } from "./telling.ts";

/**
 * Names the root cause of a run that failed, on the screen or in the report.
 * @param healthyFor milliseconds for which it had been healthy; null where it never was
 */
export async function tellFailure(
  telling: Telling,
  happened: Happened,
  run: RunFacts,
  healthyFor: number | null,
): Promise<void> {
  const { call, options } = telling;
  // Now that it has failed, services and the port are asked as well.
  const facts = joinFacts(await telling.read({ sockets: true }), happened, run);
  const { report, examined } = reportRun(facts, telling, urlOf(happened));
  if (options.report !== undefined) writeReport(options.report, report);
  if (options.format !== "text") {
    process.stdout.write(await machineText(report, options.format));
    return;
  }
  const argv = facts.command?.argv ?? [];
  const style = styleFor(call, process.stderr);
  const { dir, mask } = examined;
  const fixCommand = again(call, { name: "doctor", add: ["--fix"] }, mask);
  const ended = endedWords(run, argv, healthyFor);
  process.stderr.write(failureScreen(report, { dir, mask, style, fixCommand, ended }));
}
