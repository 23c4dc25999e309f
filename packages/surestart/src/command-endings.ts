import { lstatSync, statSync } from "node:fs";

/**
 * What may follow a command's word in the name of its file: nothing elsewhere than on Windows; there one of PATHEXT, or nothing
 * where the word has such an ending itself. A file without one is a script of another system's shell, which Windows does not run.
 */
export function commandEndings(
  word: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string[] {
  if (platform !== "win32") return [""];
  const endings = (variable("PATHEXT", environment) ?? ".COM;.EXE;.BAT;.CMD").split(";").filter(Boolean);
  const has = endings.some((ending) => word.toLowerCase().endsWith(ending.toLowerCase()));
  return has ? ["", ...endings] : endings;
}

/** A variable by its name in any case, as Windows reads it: PATH is spelled `Path` there. */
export function variable(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (environment[name] !== undefined) return environment[name];
  const found = Object.keys(environment).find((key) => key.toUpperCase() === name.toUpperCase());
  return found === undefined ? undefined : environment[found];
}

/** Is it a file? The alias of an app from Windows' store is one too: it can be started, though nobody may look into it. */
export function isFileOrAlias(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EACCES" && code !== "UNKNOWN") return false;
  }
  try {
    return !lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
