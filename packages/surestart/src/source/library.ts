import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../facts.ts";
import { isFile } from "../files.ts";
import type { Demand } from "./demand.ts";
import { languageOf, sourceFiles } from "./files.ts";
import type { Filling, ImportEvent, SourceEvent, SourceModule, UseEvent } from "./module.ts";
import { type Files, type ResolvedImport, resolvePython } from "./python/resolve.ts";
import type { SharedReads } from "./shared-reads.ts";

/** The sources of a project: each file is read once, and parsed once, when it is asked for. */
export interface Library {
  dir: string;
  /** All files of the project, relative to `dir`. */
  files: string[];
  /** The bytes of a file; null when it cannot be read or is too large to be source (1 MB). */
  bytes(file: string): Buffer | null;
  /** null: no file, or one that no parser reads. */
  module(file: string): SourceModule | null;
  /**
   * Reads a file again, now that another one is known to give the environment to a function or a class of it.
   *
   * @returns false where that was known, or where no parser can use it
   */
  hand(file: string, name: string, what: number | Filling): boolean;
  /** It is such a file. */
  handed(file: string): boolean;
  /** What is made of a value at its uses in a module, where the module does not say it itself. */
  contextsOf(module: SourceModule, uses: readonly Use[]): Map<Use, Demand>;
  /** What an import of a module means, with the folders that Python searches. */
  resolve(module: SourceModule, event: ImportEvent, dirs: readonly string[]): ResolvedImport;
  /** The module system of a JavaScript file: by what is in it, else by its name and package.json. */
  moduleKind(module: SourceModule): "esm" | "cjs";
  /** As what Node itself loads a JavaScript file: by its name and package.json, and only then by what is in it. */
  loadedAs(module: SourceModule): "esm" | "cjs";
}

export type Use = SourceEvent & UseEvent;

const largest = 1_000_000;
const nothing: ResolvedImport = {
  runs: [],
  file: null,
  submodules: new Map(),
  package: null,
  missing: false,
};

/**
 * Opens a project. Parsers are loaded for the languages that it has.
 *
 * @param entry the file that is started, which need not have an extension
 * @param values what variables are set to somewhere, by name: the code's checks are followed with them
 * @param shared what other workspaces have read of the same files
 */
export async function openLibrary(
  dir: string,
  root: string,
  given?: string[],
  entry?: { file: string; language: Language } | null,
  values: ReadonlyMap<string, readonly string[]> = new Map(),
  shared?: SharedReads,
): Promise<Library> {
  const files = given ? [...given] : sourceFiles(dir);
  if (entry && !files.includes(entry.file)) files.push(entry.file);
  const language = (file: string): Language | null =>
    languageOf(file) ?? (file === entry?.file ? entry.language : null);
  const languages = new Set(files.map(language));
  const python = languages.has("python")
    ? await (await import("./python/read-python.ts")).pythonReader()
    : null;
  const script =
    languages.has("javascript") || languages.has("typescript") ? await import("./javascript/index.ts") : null;
  const project = script?.javaScriptProject(dir, root);
  const index = filesOf(dir, files);
  const known = shared ? JSON.stringify([...values]) : "";
  const texts = new Map<string, Buffer | null>();
  const modules = new Map<string, SourceModule | null>();
  const handed = new Map<string, Map<string, Set<number | Filling>>>();
  const bytes = (file: string): Buffer | null => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const read = readSource(join(dir, file));
    texts.set(file, read);
    return read;
  };
  const parse = (file: string): SourceModule | null => {
    const spoken = language(file);
    const read = spoken === "python" ? python : spoken ? script?.readJavaScript : null;
    const text = read ? bytes(file) : null;
    if (!read || !text) return null;
    const given = handed.get(file);
    const parsed = (): SourceModule => read(decode(text), file, values, given);
    return shared && !given
      ? shared.read({ path: join(dir, file), file, text, values: known }, parsed)
      : parsed();
  };
  const imports = new Map<ImportEvent, ResolvedImport>();
  const resolve = (module: SourceModule, event: ImportEvent, dirs: readonly string[]): ResolvedImport => {
    if (module.language === "python") return resolvePython(event, module.file, dirs, index);
    if (!script || !project) return nothing;
    const found = script.resolveJavaScript(event.specifier, module.file, project);
    const { kind, file, package: name } = found;
    const missing = kind === "own" && file === null;
    const alias = found.alias ? { alias: found.alias } : {};
    return { runs: file ? [file] : [], file, submodules: new Map(), package: name, missing, ...alias };
  };
  return {
    dir,
    files,
    bytes,
    module(file) {
      const known = modules.get(file);
      if (known !== undefined) return known;
      const module = parse(file);
      modules.set(file, module);
      return module;
    },
    hand(file, name, what) {
      const all = handed.get(file) ?? new Map<string, Set<number | Filling>>();
      const known = all.get(name) ?? new Set();
      if (known.has(what) || language(file) === "python") return false;
      handed.set(file, all.set(name, known.add(what)));
      modules.delete(file);
      return true;
    },
    handed: (file) => handed.has(file),
    contextsOf({ file }, uses) {
      const text = uses.length > 0 ? bytes(file) : null;
      if (!script || !text) return new Map();
      return script.readContexts(uses, decode(text), file, values, handed.get(file));
    },
    resolve(module, event, dirs) {
      const found = imports.get(event) ?? resolve(module, event, dirs);
      imports.set(event, found);
      return found;
    },
    moduleKind: (module) =>
      module.top?.module ?? (script && project ? script.moduleKindOf(module.file, project) : "cjs"),
    loadedAs: (module) => {
      const told = script && project ? script.moduleKindOf(module.file, project) : "cjs";
      if (told === "esm" || /\.c[jt]s$/.test(module.file)) return told;
      return module.top?.module === "esm" ? "esm" : "cjs";
    },
  };
}

function readSource(path: string): Buffer | null {
  try {
    const text = readFileSync(path);
    return text.length > largest ? null : text;
  } catch {
    return null;
  }
}

/** Text as Python and Node read it: UTF-8, without the byte order mark. */
function decode(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function filesOf(dir: string, files: readonly string[]): Files {
  const known = new Set(files);
  const folders = new Set<string>();
  for (const file of files)
    for (let end = file.lastIndexOf("/"); end > 0; end = file.lastIndexOf("/", end - 1)) {
      if (folders.has(file.slice(0, end))) break;
      folders.add(file.slice(0, end));
    }
  return {
    file: (path) => known.has(path) || (path.startsWith("../") && isFile(join(dir, path))),
    folder: (path) => folders.has(path) || path === "",
  };
}
