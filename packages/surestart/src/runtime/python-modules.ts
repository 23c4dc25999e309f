import path from "node:path";
import { namesIn, readText } from "../files.ts";

/**
 * The folder of `paths` in which a top-level module is found, as Python's own finders look: package, module, compiled
 * module, extension, namespace folder, editable installs. Files are looked at, nothing is imported. null when none has it.
 */
export function findPythonModule(name: string, paths: readonly string[]): string | null {
  for (const folder of paths) {
    const names = listing(folder);
    if (names.has(name) || files(name).some((file) => names.has(file))) return folder;
    for (const entry of names) if (isExtension(entry, name)) return folder;
  }
  return paths.find((folder) => editable(folder).has(name)) ?? null;
}

/** The file of a top-level module of the project in its own import folders: a module or a package with `__init__.py`. */
export function ownPythonModule(name: string, importDirs: readonly string[]): string | null {
  for (const folder of importDirs) {
    const names = listing(folder);
    if (names.has(name) && listing(path.join(folder, name)).has("__init__.py"))
      return path.join(folder, name, "__init__.py");
    if (names.has(`${name}.py`)) return path.join(folder, `${name}.py`);
  }
  return null;
}

/** A module or package of this name is somewhere in the project, on whatever path; three folders deep. The project can itself be one. */
export function liesInProject(name: string, dir: string, depth = 3): boolean {
  const names = listing(dir);
  if (path.basename(dir) === name && names.has("__init__.py")) return true;
  if (names.has(`${name}.py`) || names.has("pyvenv.cfg")) return names.has(`${name}.py`);
  if (names.has(name) && [...listing(path.join(dir, name))].some((entry) => entry.endsWith(".py")))
    return true;
  if (depth === 0) return false;
  for (const entry of names)
    if (
      !entry.includes(".") &&
      entry !== "node_modules" &&
      liesInProject(name, path.join(dir, entry), depth - 1)
    )
      return true;
  return false;
}

/** The names in a folder; empty when it cannot be read. Kept for a moment only: packages are installed meanwhile. */
export function listing(folder: string): Set<string> {
  const now = performance.now();
  const before = listings.get(folder);
  if (before && now - before.at < 1000) return before.names;
  const names = new Set(namesIn(folder));
  listings.set(folder, { names, at: now });
  return names;
}

const listings = new Map<string, { names: Set<string>; at: number }>();

function files(name: string): string[] {
  return [`${name}.py`, `${name}.pyc`, `${name}.so`, `${name}.pyd`, `${name}.abi3.so`];
}

function isExtension(entry: string, name: string): boolean {
  return (
    entry.startsWith(`${name}.`) && /^\.(cpython|cp|pypy)[\w.-]*\.(so|pyd)$/.test(entry.slice(name.length))
  );
}

/** Modules that an editable install maps by a finder of its own, and those in folders that a .pth names. */
function editable(folder: string): Set<string> {
  const found = new Set<string>();
  for (const entry of listing(folder)) {
    if (/^__editable__.*finder\.py$/.test(entry)) {
      const mapping =
        /^MAPPING[^=]*=\s*\{(.*?)\}/ms.exec(readText(path.join(folder, entry)) ?? "")?.[1] ?? "";
      for (const m of mapping.matchAll(/['"](\w+)[\w.]*['"]\s*:/g)) found.add(m[1] as string);
    } else if (entry.endsWith(".pth"))
      for (const line of (readText(path.join(folder, entry)) ?? "").split(/\r?\n/)) {
        if (line === "" || /^(#|import[ \t])/.test(line)) continue;
        for (const name of listing(path.resolve(folder, line.trim()))) found.add(name.replace(/\.py$/, ""));
      }
  }
  return found;
}
