import path from "node:path";
import { entriesOf, isFile, readText } from "../files.ts";
import { shown } from "./command/state.ts";

export interface Venv {
  /** Absolute. */
  folder: string;
  /** Relative to the project. */
  name: string;
  /** `bin`, on Windows `Scripts`. Absolute. */
  bin: string;
  python: string;
  /** Its site-packages folders, absolute. */
  packages: string[];
  /** It sees the packages of the interpreter it was made from, too. */
  system: boolean;
}

/** The virtual environments in these folders (any name: what makes one is its pyvenv.cfg), `.venv` first. */
export function findVenvs(dir: string, folders: readonly string[] = [dir]): Venv[] {
  const found = new Map<string, Venv>();
  for (const folder of new Set(folders.map((f) => path.resolve(f))))
    for (const name of folderNames(folder)) {
      const candidate = path.join(folder, name);
      const venv = found.has(candidate) ? null : readVenv(dir, candidate);
      if (venv) found.set(candidate, venv);
    }
  const rank = (venv: Venv): number => [".venv", "venv", "env"].indexOf(path.basename(venv.folder)) >>> 0;
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** The virtual environment in a folder; null when it is not one. */
export function readVenv(dir: string, folder: string): Venv | null {
  const text = readText(path.join(folder, "pyvenv.cfg"));
  if (text === null) return null;
  const windows = isFile(path.join(folder, "Scripts", "python.exe"));
  const bin = path.join(folder, windows ? "Scripts" : "bin");
  const lib = path.join(folder, "lib");
  const packages = windows
    ? [path.join(folder, "Lib", "site-packages")]
    : folderNames(lib)
        .filter((name) => /^(python|pypy)/.test(name))
        .map((name) => path.join(lib, name, "site-packages"));
  return {
    folder,
    name: shown({ dir }, folder),
    bin,
    python: path.join(bin, windows ? "python.exe" : "python"),
    packages,
    system: /^include-system-site-packages\s*=\s*true/im.test(text),
  };
}

function folderNames(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name);
}
