import path from "node:path";
import type { RuntimeFacts, SourceImport, StartCommand } from "../facts.ts";
import { readText } from "../files.ts";
import { upward } from "../folders.ts";
import { isKnownPackage } from "../known/_distributions.ts";
import { commandOf, installsProject } from "../known/_find.ts";
import { installedVersion } from "./distributions.ts";
import type { PythonInterpreter } from "./interpreter.ts";
import { isStandard } from "./packages.ts";
import { findPythonModule, liesInProject } from "./python-modules.ts";
import type { Venv } from "./venvs.ts";

/**
 * The first import at the start that means a module of the project which is in no folder that is searched: neither one of the
 * command's, nor one of the interpreter's, which has the project itself where that is installed. Nothing is said where a file
 * that runs touches the search path by itself, or the tool in front installs the project first.
 */
export function offPath({
  imports,
  python,
  command,
  dir,
  importDirs,
  venvs,
}: {
  imports: readonly SourceImport[];
  python: PythonInterpreter;
  command: Pick<StartCommand, "through" | "server" | "cwd">;
  dir: string;
  importDirs: readonly string[];
  venvs: readonly Venv[];
}): Pick<RuntimeFacts, "offPath"> {
  const searched = [...importDirs, ...python.paths, ...venvs.flatMap((v) => v.packages)];
  if (isInstalledFirst(command, searched)) return {};
  const found = imports.find(({ language, specifier, settings, optional, late, reached }) => {
    const [top = ""] = specifier.split(".");
    if (language !== "python" || !reached || optional || late || settings || top === "") return false;
    // A file of the project can have the name of a package that is not installed.
    if (isKnownPackage(top, "python")) return false;
    return !isStandard(top, python) && findPythonModule(top, searched) === null && liesInProject(top, dir);
  });
  if (!found || touchesPath(imports, dir, command)) return {};
  return { offPath: { at: found.at, specifier: found.specifier } };
}

/** The tool in front will install the project, which is not installed yet. */
function isInstalledFirst(
  { through, cwd }: Pick<StartCommand, "through" | "cwd">,
  searched: readonly string[],
): boolean {
  const packaged = through.flatMap((name) => installsProject(name) ?? []);
  const folder = packaged.length > 0 ? upward(cwd, "pyproject.toml") : null;
  const text = folder && readText(path.join(folder, "pyproject.toml"));
  if (!text || !packaged.some((has) => has.test(text))) return false;
  const name = /^name\s*=\s*["']([^"']+)["']/m.exec(text)?.[1];
  return name === undefined || installedVersion(name, searched) === null;
}

/** Some file that runs changes what is searched, or the working folder. */
function touchesPath(
  imports: readonly SourceImport[],
  dir: string,
  { server, cwd }: Pick<StartCommand, "server" | "cwd">,
): boolean {
  const files = new Set(
    imports.filter((i) => i.reached && i.language === "python").map((i) => path.resolve(dir, i.file)),
  );
  const config = commandOf(server)?.runsFirst;
  if (config !== undefined) files.add(path.resolve(cwd, config));
  return [...files].some((file) =>
    /\bsys\s*\.\s*path\b|\baddsitedir\b|\bPYTHONPATH\b|\bchdir\b|\bfrom sys import\b|\bmeta_path\b|\bapp_dir\b|\bpythonpath\b/.test(
      readText(file) ?? "",
    ),
  );
}
