import path from "node:path";
import { foldersUpTo, repositoryRoot } from "../folders.ts";
import { findVenvs } from "./venvs.ts";

/** A project's own virtual environment before the system's Python; of a workspace it is in a folder above, up to git's. */
export function python(dir: string): string {
  for (const folder of foldersUpTo(dir, repositoryRoot(dir))) {
    const [venv] = findVenvs(folder);
    if (venv) return path.relative(dir, venv.python) || venv.python;
  }
  return process.platform === "win32" ? "python" : "python3";
}
