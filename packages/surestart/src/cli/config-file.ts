import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SurestartConfig } from "../config.ts";
import type { Place } from "../finding.ts";
import { UsageError } from "./command.ts";

/** The names of a project's config, best first. */
export const configNames: readonly string[] = ["ts", "mts", "js", "mjs", "json"].map(
  (ending) => `surestart.config.${ending}`,
);

/** What a project says of itself. An option of the command line comes before it. */
export interface ProjectConfig extends Omit<SurestartConfig, "start"> {
  /** Its name in the project's folder. */
  file: string;
  /** The start command, and where it is. */
  start: { start: string | string[]; at: Place } | null;
  /** Absolute. */
  envFiles: string[];
}

/**
 * Reads the config of a project; null where it has none, and then nothing else was loaded. Throws `UsageError` of one line,
 * with file and line where they are known, when it cannot be read or says what no setting may say.
 */
export async function configOf(dir: string): Promise<ProjectConfig | null> {
  const [file, second] = configNames.filter((name) => existsSync(join(dir, name)));
  if (file === undefined) return null;
  if (second !== undefined)
    throw new UsageError(`there are two config files, ${file} and ${second}: remove one of them`, false);
  const [{ readConfig }, { checkConfig }] = await Promise.all([
    import("./config/read.ts"),
    import("./config/check.ts"),
  ]);
  return checkConfig(await readConfig(dir, file), dir);
}
