import { accessSync, constants } from "node:fs";
import path from "node:path";
import { commandEndings, isFileOrAlias, variable } from "../command-endings.ts";
import type { StartCommand } from "../facts.ts";
import { isFile } from "../files.ts";
import { foldersUp } from "../folders.ts";
import { findsIn, keepsVenv } from "../known/_find.ts";
import { programName } from "../program-name.ts";
import { shown } from "./command/state.ts";
import type { Venv } from "./venvs.ts";

type Environment = Record<string, string | undefined>;

/**
 * The folders in which the innermost command is looked up, as its wrappers leave them: npm and its sisters put every
 * node_modules/.bin upward first, Python's tools the environment of the project.
 */
export function searchPath(
  command: Pick<StartCommand, "through" | "cwd" | "env">,
  environment: Environment,
  venvs: readonly Venv[],
): string[] {
  const own = (command.env["PATH"] ?? pathOf(environment)).split(path.delimiter).filter(Boolean);
  const added: string[] = [];
  const venv = toolVenv(venvs, environment);
  if (command.through.some((name) => findsIn(name) === "venv") && venv) added.push(venv.bin);
  if (command.through.some((name) => findsIn(name) === "node_modules"))
    for (const folder of foldersUp(command.cwd)) added.push(path.join(folder, "node_modules", ".bin"));
  return [...added, ...own];
}

/**
 * The command runs in an environment that something else makes and that is not seen here: a Python tool that keeps it in a
 * folder of its own, conda, direnv. What it has is not known then, and nothing is said about it.
 */
export function environmentUnknown(
  command: Pick<StartCommand, "through">,
  environment: Environment,
  venvs: readonly Venv[],
): boolean {
  if (command.through.some((name) => findsIn(name) === "unseen")) return true;
  const tool = command.through.find((name) => findsIn(name) === "venv");
  if (tool === undefined) return false;
  return keepsVenv(tool) ? !environment["VIRTUAL_ENV"] : toolVenv(venvs, environment) === null;
}

/** The virtual environment that a Python tool takes: the one that is switched on, else `.venv`. */
function toolVenv(venvs: readonly Venv[], environment: Environment): Venv | null {
  const active = environment["VIRTUAL_ENV"];
  return (
    venvs.find((venv) => active !== undefined && venv.folder === path.resolve(active)) ??
    venvs.find((venv) => path.basename(venv.folder) === ".venv") ??
    null
  );
}

/** The file that a word starts, as execvp finds it; null when there is none that may be executed. */
export function findExecutable(
  word: string,
  cwd: string,
  folders: readonly string[],
  environment: Environment = {},
): string | null {
  const endings = commandEndings(word, environment);
  const places = /[/\\]/.test(word)
    ? [path.resolve(cwd, word)]
    : [...folders, ...(process.platform === "win32" ? [""] : [])].map((f) => path.resolve(cwd, f, word));
  for (const place of places)
    for (const ending of endings) if (executes(place + ending)) return place + ending;
  return null;
}

/** Where a command that is not on PATH is in the project: its virtual environments, node_modules; relative. */
export function executableNear(word: string, dir: string, cwd: string, venvs: readonly Venv[]): string[] {
  const name = programName(word);
  const folders = [
    ...venvs.map((venv) => venv.bin),
    path.join(cwd, "node_modules", ".bin"),
    path.join(dir, "node_modules", ".bin"),
  ];
  const found = folders.flatMap((folder) => findExecutable(path.join(folder, name), dir, []) ?? []);
  // `./server` without its folder, or a script that may not be executed.
  const beside = path.resolve(cwd, word);
  if (!/[/\\]/.test(word) && isFile(beside)) found.push(beside);
  return [...new Set(found.map((file) => shown({ dir }, file)))];
}

function pathOf(environment: Environment): string {
  return variable("PATH", environment) ?? "";
}

function executes(file: string): boolean {
  if (!isFileOrAlias(file)) return false;
  // Whatever has one of the endings is executed there, and nobody may look into an alias.
  if (process.platform === "win32") return true;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
