import { accessSync, constants, type Stats, statSync } from "node:fs";
import path from "node:path";
import { commandEndings, variable } from "../command-endings.ts";
import { scriptInterpreter } from "./script-interpreter.ts";

/** Why the system would refuse to start a command. */
export interface CannotExecute {
  /** ENOENT: the command, or what runs it, does not exist. EACCES: it may not be executed. */
  code: "ENOENT" | "EACCES";
  message: string;
  /** The command is a script, and this program, named in its first line, is what is missing. */
  interpreter?: { name: string; file: string };
}

export interface Where {
  /** Absolute: the folder in which the command is started. */
  cwd: string;
  /** The environment that it is given: its PATH counts. */
  environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Looks for a command as the system does: by its path, or on PATH, then what the first line of a script names. null: it can be
 * executed, as far as that can be seen without starting it.
 */
export function cannotExecute(word: string, where: Where, depth = 0): CannotExecute | null {
  if (!enters(where.cwd))
    return { code: "EACCES", message: `the folder ${where.cwd} cannot be entered (no permission)` };
  if (word === "") return { code: "ENOENT", message: "the command is empty" };
  if (process.platform === "win32" && builtIn.test(word)) return null;
  let refused: CannotExecute | null = null;
  for (const file of candidates(word, where)) {
    const stats = statOf(file);
    // A folder on PATH that cannot be read (no permission) has nothing for us.
    if (stats === null || (stats === "denied" && !isPath(word))) continue;
    if (stats === "denied") return denied(file, "cannot be read (no permission)");
    const now = stats.isFile() ? refusal(file, where, depth) : denied(file, "is a folder");
    if (now === null) return null;
    refused ??= now;
  }
  return refused ?? { code: "ENOENT", message: `${word} was not found` };
}

/** The files that the system would try, in its order. */
function candidates(word: string, { cwd, environment }: Where): string[] {
  const windows = process.platform === "win32";
  // An empty part of PATH means the working folder; without a PATH, execvp(3) has a default one.
  const parts = (variable("PATH", environment) ?? "/usr/bin:/bin").split(path.delimiter);
  const folders = isPath(word) ? [cwd] : windows ? [...parts, cwd] : parts;
  const endings = commandEndings(word, environment);
  return folders.flatMap((folder) =>
    endings.map((ending) => path.resolve(cwd, folder.replace(/^"(.*)"$/, "$1"), word) + ending),
  );
}

function refusal(file: string, where: Where, depth: number): CannotExecute | null {
  if (process.platform === "win32") return null;
  try {
    accessSync(file, constants.X_OK);
  } catch {
    return denied(file, "is not executable (chmod +x makes it so)");
  }
  const name = scriptInterpreter(file);
  // The kernel itself follows no more than a few scripts that run scripts.
  if (name === null || depth > 3) return null;
  const inner = cannotExecute(name, where, depth + 1);
  if (inner === null) return null;
  return inner.interpreter
    ? inner
    : {
        ...inner,
        message: `${file} is run by ${name.trim()}, which was not found`,
        interpreter: { name, file },
      };
}

/** What cmd.exe does itself, without a file. */
const builtIn =
  /^(?:assoc|break|call|cd|chdir|cls|copy|date|del|dir|echo|erase|exit|for|if|md|mkdir|mklink|move|path|pause|popd|prompt|pushd|rd|ren|rename|rmdir|set|start|time|title|type|ver|verify|vol)$/i;

const denied = (file: string, why: string): CannotExecute => ({ code: "EACCES", message: `${file} ${why}` });

function enters(folder: string): boolean {
  try {
    accessSync(folder, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isPath(word: string): boolean {
  return process.platform === "win32" ? /[/\\:]/.test(word) : word.includes("/");
}

function statOf(file: string): Stats | "denied" | null {
  try {
    return statSync(file, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES" ? "denied" : null;
  }
}
