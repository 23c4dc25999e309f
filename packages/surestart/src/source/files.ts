import { join } from "node:path";
import type { Language } from "../facts.ts";
import { entriesOf } from "../files.ts";

/** Folders that hold no source of the project: packages, builds, caches, other people's code. */
const skipped = new Set(
  "node_modules bower_components site-packages dist-packages __pycache__ venv virtualenv htmlcov".split(" "),
);
/** The same, unless it is a Python package of that name. */
const built = new Set("dist build out coverage target vendor".split(" "));

/** At most so many files are looked at; what is deeper than this is not. */
const limits = { files: 20_000, depth: 24 };

export function languageOf(file: string): Language | null {
  if (file.endsWith(".py")) return "python";
  if (/\.[cm]?jsx?$/.test(file)) return "javascript";
  if (/\.([cm]?ts|tsx)$/.test(file) && !/\.d\.[cm]?ts$/.test(file)) return "typescript";
  return null;
}

/**
 * The source files below a folder, relative to it with forward slashes, folders in order of their names. Folders of packages,
 * builds and caches are left out, as are those that begin with a dot or are a virtual environment. Links are not followed.
 */
export function sourceFiles(dir: string): string[] {
  const found: string[] = [];
  const visit = (folder: string, depth: number): void => {
    const entries = entriesOf(join(dir, folder));
    const has = (name: string): boolean => entries.some((e) => e.name === name);
    if (folder && has("pyvenv.cfg")) return;
    if (built.has(folder.slice(folder.lastIndexOf("/") + 1)) && !has("__init__.py")) return;
    for (const entry of entries) {
      if (found.length >= limits.files) return;
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (depth < limits.depth && !entry.name.startsWith(".") && !skipped.has(entry.name))
          visit(path, depth + 1);
      } else if (entry.isFile() && languageOf(entry.name) && !entry.name.endsWith(".min.js"))
        found.push(path);
    }
  };
  visit("", 0);
  return found;
}
