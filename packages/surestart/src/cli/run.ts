import { statSync } from "node:fs";
import { runBackend } from "../run/run.ts";
import { type Call, UsageError } from "./command.ts";
import { configOf } from "./config-file.ts";
import { readRunOptions } from "./run-options.ts";

/** Starts a backend and sees it through to healthy; then stays until it ends. Its exit status is the contract's. */
export async function command(call: Call): Promise<number> {
  const options = readRunOptions(call, await configOf(call.cwd));
  if (!statSync(options.dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`the folder ${options.dir} does not exist`, "run");
  // Only a run that fails says what is to be typed next: it loads what makes it.
  return runBackend(options, async () => (await import("./typed.ts")).typedBy(call));
}
