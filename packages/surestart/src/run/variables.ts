import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Dialect, Facts, Loader, StartCommand } from "../facts.ts";
import type { EnvironmentDecision } from "../launch/environment.ts";
import { repositoryRoot, upward } from "../survey/folders.ts";
import { settled } from "../survey/options.ts";
import type { RunOptions } from "./options.ts";
import { commandMayLoad, mayLoadEnv } from "./prefilter.ts";

export interface Variables extends EnvironmentDecision {
  /** The survey, where it had to be made before the start. */
  facts: Facts | null;
  /** The .env files that the project or the command loads by itself; null where that could not be told. */
  loaders: string[] | null;
}

/** Which variables the program is given. Only where a loader may be at work are the sources read before the start. */
export async function decideVariables(
  command: StartCommand,
  options: RunOptions,
  survey: () => Promise<Facts>,
): Promise<Variables> {
  const dir = options.dir;
  const mustAsk = options.envFiles.length === 0 && (commandMayLoad(command) || mayLoadEnv(dir));
  // Sources that cannot be surveyed keep nothing from starting: then nobody knows what loads, and all is left alone.
  const facts = mustAsk ? await survey().catch(() => undefined) : null;
  const environment = { ...process.env, ...command.env };
  if (facts === undefined)
    return { set: {}, loaded: null, final: settled(environment), facts: null, loaders: null };
  const loaders = facts?.env.loaders ?? command.envFiles.map((file) => loaderOf(file, dir));
  const found = [...new Set(loaders.flatMap((loader) => loader.found))];
  const search = searchOrder(command, dir);
  const none =
    facts === null &&
    options.envFiles.length + command.envFiles.length === 0 &&
    !search.some((file) => existsSync(file));
  if (none) return { set: {}, loaded: null, final: settled(environment), facts, loaders: found };
  const { decideEnvironment } = await import("../launch/environment.ts");
  const decision = decideEnvironment({
    environment,
    dialect: dialectOf(command),
    explicit: options.envFiles,
    search,
    loaders,
    reads: facts?.source.reads ?? [],
    override: options.override,
    dir,
  });
  return { ...decision, facts, loaders: found };
}

/** python-dotenv's for Python, Node's for JavaScript; for others the most common one. */
export function dialectOf({ language }: Pick<StartCommand, "language">): Dialect {
  if (language === "python") return "python";
  return language === "javascript" || language === "typescript" ? "node" : "dotenv";
}

/** The working directory, then the folder of the entry and those above it up to the repository's root. */
function searchOrder(command: StartCommand, dir: string): string[] {
  const file = command.entry?.file;
  const above = file ? upward(dirname(resolve(dir, file)), repositoryRoot(dir)) : [];
  return [...new Set([command.cwd, dir, ...above])].map((folder) => join(folder, ".env"));
}

function loaderOf(file: StartCommand["envFiles"][number], dir: string): Loader {
  return {
    dialect: file.dialect,
    how: file.how ?? "--env-file",
    at: file.at,
    files: [file.file],
    found: existsSync(resolve(dir, file.file)) ? [file.file] : [],
    override: file.override,
    plain: true,
    search: "command",
    own: false,
    when: "command",
    installed: null,
  };
}
