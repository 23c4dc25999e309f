import path from "node:path";
import type { PackageFact, SourceImport } from "../facts.ts";
import { readText } from "../files.ts";
import { shown } from "./command/state.ts";
import type { PythonInterpreter } from "./interpreter.ts";
import { isStandard } from "./packages.ts";
import { findPythonModule, listing, ownPythonModule } from "./python-modules.ts";

/** At most so many files of libraries are looked into: the walk stays well under a second. */
const limit = 2000;

/**
 * The project's own files that hide a module of the standard library or of an installed package from somebody who imports
 * it: seen in the text of that module, and reached from the program's own imports. A name alone is no evidence.
 *
 * @param importDirs the folders before the standard library on the search path; absolute
 */
export function shadowedModules(question: {
  imports: readonly Pick<
    SourceImport,
    "at" | "file" | "specifier" | "resolved" | "language" | "optional" | "late" | "reached"
  >[];
  python: PythonInterpreter;
  dir: string;
  importDirs: readonly string[];
}): PackageFact[] {
  const { python, dir, importDirs } = question;
  const hidden = new Map<string, string>();
  for (const folder of importDirs)
    for (const entry of listing(folder)) {
      const name = entry.replace(/\.py$/, "");
      if (!/^[A-Za-z_]\w*$/.test(name) || python.fixed.has(name) || hidden.has(name)) continue;
      const own = ownPythonModule(name, [folder]);
      if (own !== null && (isStandard(name, python) || isInstalled(name, outside(question))))
        hidden.set(name, own);
    }
  if (hidden.size === 0) return [];

  const facts: PackageFact[] = [];
  const seen = new Set<string>();
  const open: { module: string; from: string; at: PackageFact["at"] }[] = [];
  for (const one of question.imports) {
    if (one.language !== "python" || !one.reached || one.optional || one.late) continue;
    const [first = ""] = one.specifier.split(".");
    if (one.resolved === null && first !== "") open.push({ module: one.specifier, from: "", at: one.at });
    // A file that imports its own name meant the library.
    const own = hidden.get(first);
    if (own !== undefined && path.resolve(dir, one.file) === own && (one.resolved ?? one.file) === one.file)
      found(first, own, one.at);
  }
  for (let next = open.shift(); next !== undefined && seen.size < limit; next = open.shift()) {
    if (hidden.size === 0) break;
    const [first = ""] = next.module.split(".");
    const own = hidden.get(first);
    if (own !== undefined) {
      if (next.from !== "") found(first, own, next.at);
      continue;
    }
    for (const file of moduleFiles(next.module, outside(question))) {
      if (seen.has(file.path)) continue;
      seen.add(file.path);
      for (const module of importsOf(readText(file.path) ?? "", file))
        open.push({ module, from: file.module, at: next.at });
    }
  }
  return facts;

  function found(name: string, own: string, at: PackageFact["at"]): void {
    hidden.delete(name);
    facts.push({
      name,
      distribution: name,
      installed: true,
      inVenv: null,
      declared: true,
      at,
      optional: false,
      shadowedBy: shown({ dir }, own),
    });
  }
}

/** An editable install names the project's own files: they hide nothing. */
function isInstalled(name: string, paths: readonly string[]): boolean {
  const folder = findPythonModule(name, paths);
  return (
    folder !== null &&
    [...listing(folder)].some((entry) => entry.split(".")[0] === name && !entry.endsWith(".pth"))
  );
}

function outside({
  python,
  importDirs,
}: {
  python: PythonInterpreter;
  importDirs: readonly string[];
}): string[] {
  return python.paths.filter((folder) => !importDirs.includes(folder));
}

interface ModuleFile {
  path: string;
  module: string;
  isPackage: boolean;
}

/** The files that run when a dotted module is imported: every package on the way, then the module. */
function moduleFiles(module: string, paths: readonly string[]): ModuleFile[] {
  const parts = module.split(".");
  const root = findPythonModule(parts[0] as string, paths);
  if (root === null) return [];
  const files: ModuleFile[] = [];
  for (let i = 1; i <= parts.length; i++) {
    const base = path.join(root, ...parts.slice(0, i));
    const name = parts.slice(0, i).join(".");
    if (listing(base).has("__init__.py"))
      files.push({ path: path.join(base, "__init__.py"), module: name, isPackage: true });
    else if (listing(path.dirname(base)).has(`${path.basename(base)}.py`))
      files.push({ path: `${base}.py`, module: name, isPackage: false });
  }
  return files;
}

/**
 * The modules that a library's file imports at its top level. Only lines that are not indented count, which are imported
 * for certain; this looks for evidence in libraries and is no reading of the project's sources.
 */
function importsOf(text: string, file: ModuleFile): string[] {
  const modules: string[] = [];
  for (const m of text.matchAll(
    /^(?:import[ \t]+([\w., \t]+)|from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\(?[\w, \t]+))/gm,
  )) {
    if (m[1] !== undefined) {
      for (const one of m[1].split(",")) modules.push((one.trim().split(/\s/)[0] as string).trim());
      continue;
    }
    const target = absolute(m[2] as string, file);
    modules.push(target);
    // What is taken from a package may be a module of it.
    for (const one of (m[3] as string).replace("(", "").split(",")) {
      const name = one.trim().split(/\s/)[0];
      if (name) modules.push(`${target}.${name}`);
    }
  }
  return modules.filter((module) => /^\w/.test(module));
}

function absolute(target: string, file: ModuleFile): string {
  const dots = /^\.*/.exec(target)?.[0].length ?? 0;
  if (dots === 0) return target;
  const parts = file.module.split(".");
  const base = parts.slice(0, parts.length - dots + (file.isPackage ? 1 : 0));
  return [...base, target.slice(dots)].filter(Boolean).join(".");
}
