import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { SurveyOptions } from "../survey/options.ts";
import { type Call, UsageError } from "./command.ts";
import { configOf } from "./config-file.ts";

/** The project's folder of a command that takes DIR. Throws `UsageError` when there is none. */
export function projectDir(call: Call): string {
  const dir = resolve(call.cwd, call.args[0] ?? ".");
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`the folder ${call.args[0] ?? call.cwd} does not exist`);
  return dir;
}

/** What a survey is asked by the command line and the project's config. Throws `UsageError` for a faulty config. */
export async function surveyOptions(call: Call, dir: string): Promise<SurveyOptions> {
  const config = await configOf(dir);
  return {
    dir,
    argv: call.argv,
    configured: config?.start ?? null,
    environment: process.env,
    envFiles: call.envFiles.length > 0 ? call.envFiles : (config?.envFiles ?? []),
    port: config?.port?.toString(),
    host: config?.host,
  };
}
