import { posix } from "node:path";
import type { ImportEvent } from "../module.ts";
import { standardModules } from "./standard-modules.ts";

/** Is there such a file, or a folder, of the project? Paths are relative to it, with forward slashes. */
export interface Files {
  file(path: string): boolean;
  folder(path: string): boolean;
}

export interface ResolvedImport {
  /** The files that the import runs, in order: packages first. */
  runs: string[];
  /** The file that it means; null for a package that is installed, or a file that is missing. */
  file: string | null;
  /** The files that names of it are (`from pkg import module`), by name. */
  submodules: Map<string, string>;
  /** The installed package's name; null for own files (missing ones too) and for what comes with Python. */
  package: string | null;
  /** It means a file of the project, and there is none. */
  missing: boolean;
  /** JavaScript: only a tsconfig.json leads to the file. */
  alias?: true;
}

/**
 * What a Python import means when `dirs` (relative to the project, "" for itself) are searched for modules, in their order.
 * A relative import starts at the folder of `from`.
 */
export function resolvePython(
  event: Pick<ImportEvent, "specifier" | "level" | "names">,
  from: string,
  dirs: readonly string[],
  files: Files,
): ResolvedImport {
  const parts = event.specifier ? event.specifier.split(".") : [];
  if (event.level > 0) {
    let base = posix.dirname(from);
    for (let i = 1; i < event.level; i++) base = posix.dirname(base) === base ? ".." : posix.join(base, "..");
    return below(base === "." ? "" : base, parts, event, files);
  }
  const [first] = parts;
  for (const dir of first === undefined ? [] : dirs) {
    const path = posix.join(dir, first as string);
    const regular = files.file(`${path}.py`) || files.file(`${path}/__init__.py`);
    if (!regular && !files.folder(path)) continue;
    const found = below(dir, parts, event, files);
    // A folder without __init__.py gives way to an installed package of its name: what it lacks is asked of that.
    if (regular || found.file !== null) return found;
  }
  const none = first === undefined || standardModules.has(first);
  return { runs: [], file: null, submodules: new Map(), package: none ? null : first, missing: false };
}

function below(
  base: string,
  parts: string[],
  event: Pick<ImportEvent, "names">,
  files: Files,
): ResolvedImport {
  const runs: string[] = [];
  let path = base;
  let file: string | null = null;
  if (!parts.length) {
    file = packageFile(path, files);
    if (file) runs.push(file);
  }
  for (const [i, part] of parts.entries()) {
    path = posix.join(path, part);
    const init = packageFile(path, files);
    const module = files.file(`${path}.py`) ? `${path}.py` : null;
    file = init ?? module;
    if (file) runs.push(file);
    // What is no package has no modules below it.
    if (!init && (module || !files.folder(path)) && i < parts.length - 1)
      return { runs, file: null, submodules: new Map(), package: null, missing: true };
    if (!file && i === parts.length - 1 && !files.folder(path))
      return { runs, file: null, submodules: new Map(), package: null, missing: true };
  }
  const submodules = new Map<string, string>();
  const isPackage = file === null || file.endsWith("/__init__.py") || file === "__init__.py";
  for (const { name } of event.names) {
    if (name === "*" || !isPackage) continue;
    const sub = packageFile(posix.join(path, name), files) ?? moduleFile(posix.join(path, name), files);
    if (sub) submodules.set(name, sub);
  }
  const found = file ?? [...submodules.values()][0] ?? null;
  return { runs, file: found, submodules, package: null, missing: found === null && event.names.length > 0 };
}

function packageFile(path: string, files: Files): string | null {
  const init = posix.join(path, "__init__.py");
  return files.file(init) ? init : null;
}

function moduleFile(path: string, files: Files): string | null {
  return files.file(`${path}.py`) ? `${path}.py` : null;
}
