import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Dialect, StartCommand } from "../facts.ts";
import { foldersUpTo, repositoryRoot } from "../folders.ts";
import type { EnvironmentDecision } from "../launch/environment.ts";
import { settled } from "../survey/options.ts";
import type { RunOptions } from "./options.ts";
import { commandMayLoad, type Loading, mayLoadEnv } from "./prefilter.ts";

export interface Variables extends EnvironmentDecision {
  /** The .env files that the command loads by itself; null where the sources do, and which ones is not known yet. */
  loaders: string[] | null;
}

/**
 * Which variables the program is given, by what can be said without reading the sources (contract: "What `run` promises", 1):
 * where nothing in the project can load a .env, those of its .env; where something can, none.
 */
export async function decideVariables(command: StartCommand, options: RunOptions): Promise<Variables> {
  const { dir, envFiles, override } = options;
  const environment = { ...process.env, ...command.env };
  const search = searchOrder(command, dir);
  const entry = command.entry?.file ? resolve(dir, command.entry.file) : null;
  const loading = envFiles.length > 0 || commandMayLoad(command) ? null : mayLoadEnv(dir, entry);
  const asItIs = loading !== null || (envFiles.length === 0 && commandMayLoad(command));
  const files = asItIs ? await likelyLoaded(command, dir, search, loading) : [];
  const none = asItIs
    ? files.length === 0
    : envFiles.length === 0 && !search.some((file) => existsSync(file));
  const loaders = loading === null ? command.envFiles.map(({ file }) => file).filter(there(dir)) : null;
  if (none) return { set: {}, loaded: null, final: settled(environment), loaders };
  const { decideEnvironment, endsWith } = await import("../launch/environment.ts");
  if (asItIs) return { set: {}, loaded: null, final: endsWith(environment, files, dir), loaders };
  const question = { environment, dialect: dialectOf(command), explicit: envFiles, search, override, dir };
  return { ...decideEnvironment({ ...question, loaders: [], reads: [] }), loaders };
}

/** python-dotenv's for Python, Node's for JavaScript; for others the most common one. */
export function dialectOf({ language }: Pick<StartCommand, "language">): Dialect {
  if (language === "python") return "python";
  return language === "javascript" || language === "typescript" ? "node" : "dotenv";
}

/** The working directory, then the folder of the entry and those above it up to the repository's root. */
export function searchOrder(command: StartCommand, dir: string): string[] {
  const file = command.entry?.file;
  const above = file ? foldersUpTo(dirname(resolve(dir, file)), repositoryRoot(dir)) : [];
  return [...new Set([command.cwd, dir, ...above])].map((folder) => join(folder, ".env"));
}

interface LikelyLoaded {
  file: string;
  dialect: Dialect;
  override: boolean;
  passes?: string[];
}

/** The files that the program will probably load by itself: those of the command, and what the loading source names. */
async function likelyLoaded(
  command: StartCommand,
  dir: string,
  search: readonly string[],
  loading: Loading | null,
): Promise<LikelyLoaded[]> {
  if (loading === null) return command.envFiles.filter(({ file }) => there(dir)(file));
  const { filesNamedIn } = await import("./named-files.ts");
  const named = loading.file === null ? [] : filesNamedIn(loading.file, command.cwd, repositoryRoot(dir));
  const found = named.length > 0 ? named : search.filter((file) => existsSync(file)).slice(0, 1);
  const dialect = command.language === "python" ? "python" : "dotenv";
  return found.map((file) => ({ file, dialect, override: false }));
}

function there(dir: string): (file: string) => boolean {
  return (file) => existsSync(resolve(dir, file));
}
