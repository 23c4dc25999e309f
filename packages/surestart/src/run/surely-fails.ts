import { missingProgram } from "../diagnoses/runtime/_missing-program.ts";
import type { StartCommand } from "../facts.ts";
import { cannotExecute } from "../runtime/cannot-execute.ts";
import { findRuntime, runtimeFacts } from "../runtime/survey-runtime.ts";

/**
 * Can it be told without starting it that this command ends at once: its file, or the program that a script starts, does not
 * exist? Then nobody is asked about a port, and no process is stopped for it.
 */
export async function surelyFails(
  command: StartCommand,
  dir: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  if (command.alone && command.entry?.missing !== undefined) return true;
  if (command.through.length === 0) return false;
  const facts = await runtimeFacts(await findRuntime({ dir, command, environment }), []);
  if (missingProgram(command, facts) !== null) return true;
  const file = facts.program?.path;
  return file != null && cannotExecute(file, { cwd: command.cwd, environment }) !== null;
}
