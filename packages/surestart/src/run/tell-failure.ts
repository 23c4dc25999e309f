import { machineText } from "../examine/machine-text.ts";
import type { Facts, RunFacts } from "../facts.ts";
import type { Finding } from "../finding.ts";
import { createStyle } from "../report/style.ts";
import { failureScreen } from "../report/text.ts";
import type { RunContext } from "./context.ts";
import { type Happened, joinFacts, urlOf } from "./facts.ts";
import { reportRun, writeReport } from "./report.ts";
import { endedWords } from "./screen.ts";

/**
 * Names the root cause of a run that failed, on the screen or in the report.
 * @param healthyFor milliseconds for which it had been healthy; null where it never was
 */
export async function tellFailure(
  context: RunContext,
  happened: Happened,
  run: RunFacts,
  healthyFor: number | null,
): Promise<void> {
  const { options } = context;
  const typed = await context.typed();
  // Now that it has failed, services and the port are asked as well.
  // What was read when it became healthy, a developer may have changed since.
  if (healthyFor !== null) context.reading.forget();
  const facts = joinFacts(await context.reading.withSockets(), happened, run);
  const { report, examined } = reportRun(facts, context, typed, urlOf(happened));
  if (options.report !== undefined) writeReport(options.report, report);
  if (options.format !== "text") {
    process.stdout.write(await machineText(report, options.format));
    return;
  }
  const argv = facts.command?.argv ?? [];
  const style = createStyle({ color: options.color, stream: process.stderr });
  const { dir, mask } = examined;
  const fixCommand = typed.fixCommand(mask, await onlyRunSees(facts, report.findings[0]));
  const ended = endedWords(run, argv, healthyFor);
  process.stderr.write(failureScreen(report, { dir, mask, style, fixCommand, ended }));
}

/** Without what the program has said, doctor would not find it, and could not repair it. */
async function onlyRunSees(facts: Facts, root: Pick<Finding, "code" | "at"> | undefined): Promise<boolean> {
  if (!root) return false;
  const [{ diagnose }, { catalogue }] = await Promise.all([
    import("../diagnose.ts"),
    import("../diagnoses/index.ts"),
  ]);
  const { witness: _, ...read } = facts;
  // Without the second look nobody knows what these were for.
  const variables = facts.env.variables.map((one) => ({
    ...one,
    reads: one.reads.filter(({ seen }) => seen === undefined),
  }));
  const env = { ...facts.env, variables };
  const { findings } = diagnose({ ...read, env, run: null, stage: "doctor" }, catalogue);
  return !findings.some(
    ({ code, at }) => code === root.code && at?.file === root.at?.file && at?.line === root.at?.line,
  );
}
