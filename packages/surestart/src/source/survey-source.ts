import { resolve } from "node:path";
import type { SourceFacts, SourceRead, StartCommand } from "../facts.ts";
import { readPlainFile, readText } from "../files.ts";
import { startOfBundle } from "./bundle-source.ts";
import { envFileIndex } from "./env-files.ts";
import { type Execution, execute } from "./execute.ts";
import { languageOf } from "./files.ts";
import type { FoundRead } from "./found-read.ts";
import { handEnvironment } from "./hand-environment.ts";
import { implicitLoads } from "./implicit-loads.ts";
import { type KnownNames, knownNames } from "./known-names.ts";
import { type Library, openLibrary } from "./library.ts";
import { loadedBefore } from "./loaded.ts";
import type { SourceModule } from "./module.ts";
import { moduleFaults } from "./module-faults.ts";
import { readAhead, turns, type Watched } from "./read-ahead.ts";
import { findReads } from "./reads.ts";
import { settingsReads } from "./settings-objects.ts";
import type { SharedReads } from "./shared-reads.ts";
import { importsOf } from "./source-imports.ts";
import { listensOf } from "./source-listens.ts";
import { findLoads } from "./source-loads.ts";
import { addedDirs, entryOf, importDirs, startOf } from "./start.ts";
import { isWanted } from "./wanted.ts";

export interface SourceRequest extends Watched {
  /** The project's folder, absolute; all paths of the facts are relative to it. */
  dir: string;
  /** The top of the work tree, absolute: searches for a .env go up to it. */
  root: string;
  /** null: nothing is known of the start, so nothing is reached and no order is known. */
  command: StartCommand | null;
  /** The files to read, relative to `dir`. @default all sources below `dir` */
  files?: string[];
  /**
   * Whether a Python package can be imported by the program's interpreter; null when that is not known.
   * Flask loads .env by itself when python-dotenv is there. @default null
   */
  hasPackage?: (name: string) => boolean | null;
  /** What variables are set to somewhere, by name: the code's checks are followed with them. @default none */
  values?: ReadonlyMap<string, readonly string[]>;
  /** The bytes of a .env; null where it cannot be read. @default from disk */
  readFile?: (file: string) => Uint8Array | null;
  /** What other workspaces of the same monorepo have read. */
  shared?: SharedReads | undefined;
}

/** What is known of the sources where none of them was read. */
export const noSources: SourceFacts = {
  files: [],
  reached: [],
  reads: [],
  loads: [],
  listens: [],
  imports: [],
  names: [],
  broken: [],
};

/**
 * Reads where a project's code reads variables, loads .env and opens a port, and in which order that happens when the start
 * command runs. Nothing of the project is run, and nothing changed.
 */
export async function surveySource(request: SourceRequest): Promise<SourceFacts> {
  const dir = resolve(request.dir);
  const root = resolve(request.root);
  const entry = entryOf(request.command, dir);
  const library = await openLibrary(dir, root, request.files, entry, request.values, request.shared);
  const command = startOfBundle(request.command, library);
  const dirs = importDirs(command, dir, library.files);
  const start = startOf(command, library, dirs);
  dirs.push(...addedDirs(start?.files ?? [], library));
  if (start) await readAhead(start, library, dirs, request);
  let names: KnownNames;
  let execution: Execution;
  let modules: SourceModule[];
  do {
    names = knownNames(library, dirs);
    execution = start ? execute(start, library, names, dirs) : { modules: [], happened: new Map() };
    modules = await everyModule(library, execution, names, request);
  } while (handEnvironment(modules, names, library));
  const text = (file: string): string | null => readText(resolve(dir, file));
  // What a bundler put a value for, or left out, is not in the bundle.
  const bundle = command === request.command ? null : text(request.command?.entry?.file ?? "");
  const reads = [
    ...findReads(modules, execution, names, library),
    ...settingsReads(modules, execution, names, text, [...(request.values?.keys() ?? [])]),
  ].filter(({ read }) => bundle === null || !read.reached || bundle.includes(read.name));
  const cwd = command?.cwd ?? dir;
  const loads = findLoads(modules, execution, { dir, root, cwd }, names);
  const all = [...implicitLoads(request, { dir, root, cwd }), ...loads];
  if (start)
    loadedBefore(
      inOrder(reads, execution),
      all.filter((l) => l.order !== Number.POSITIVE_INFINITY),
      envFileIndex(dir, request.readFile ?? readPlainFile),
    );
  const facts: SourceFacts = {
    files: modules.map((m) => m.file),
    seen: library.files.length,
    reached: execution.modules.map((m) => m.file),
    reads: executed(reads, execution),
    loads: all.filter((l) => l.load.language !== "other").map((l) => l.load),
    listens: modules.flatMap((m) => listensOf(m, reads, names, execution)),
    imports: modules.flatMap((m) => importsOf(m, library, dirs, execution)),
    routes: modules.flatMap((m) => m.routes ?? []),
    names: execution.modules.flatMap((m) => m.names.map((n) => ({ file: m.file, ...n }))),
    broken: modules.flatMap((m) => m.broken ?? []),
    tops: execution.modules.flatMap((m) => (m.top ? [{ file: m.file, ...m.top }] : [])),
    modules: Object.fromEntries(
      modules.flatMap((m) => (m.language === "python" ? [] : [[m.file, library.moduleKind(m)]])),
    ),
  };
  const pythonFiles = library.files.filter((file) => languageOf(file) === "python");
  if (pythonFiles.length > 0) facts.pythonFiles = pythonFiles;
  const sets = new Set(
    execution.modules.flatMap((m) => [...(m.sets ?? []), ...(m.copies ?? []).map(({ name }) => name)]),
  );
  if (sets.size > 0) facts.sets = [...sets];
  // What is built is another file: what Node would refuse in the source says nothing of it.
  const faults = command?.entry?.source ? [] : moduleFaults(execution, library, dirs);
  if (faults.length > 0) facts.moduleFaults = faults;
  return facts;
}

/**
 * The modules that are reached, in their order, and after them those that mention a variable. Gives way to other work every
 * few milliseconds: `run` surveys while it waits for the program.
 */
async function everyModule(
  library: Library,
  execution: Execution,
  names: KnownNames,
  { signal, onProgress }: Watched,
): Promise<SourceModule[]> {
  const modules = [...execution.modules];
  const taken = new Set(modules.map((m) => m.file));
  const take = async (helpers: readonly string[] | null): Promise<void> => {
    let looked = 0;
    const giveWay = turns(signal, () => onProgress?.(Math.max(looked, taken.size), library.files.length));
    for (const file of library.files) {
      await giveWay();
      looked++;
      const language = languageOf(file);
      const text = language && !taken.has(file) ? library.bytes(file) : null;
      if (!text || !language || !(library.handed(file) || isWanted(text, language, helpers))) continue;
      const module = library.module(file);
      taken.add(file);
      if (module) modules.push(module);
    }
  };
  await take(null);
  // Files that read by the project's own helpers alone.
  const helpers = modules.flatMap((m) =>
    m.functions.filter((fn) => names.helper(m, fn)).map((fn) => fn.name.split(".").at(-1) as string),
  );
  if (helpers.length) await take(helpers);
  return modules;
}

/** In the order in which a start meets them; after them those that it does not come to. */
function executed(reads: FoundRead[], execution: Execution): SourceRead[] {
  const order = (r: FoundRead): number => execution.happened.get(r.event)?.order ?? Number.MAX_SAFE_INTEGER;
  return reads.toSorted((a, b) => order(a) - order(b)).map((r) => r.read);
}

function inOrder(reads: FoundRead[], execution: Execution): { found: FoundRead; order: number }[] {
  return reads
    .filter((r) => r.read.reached)
    .map((found) => ({
      found,
      // What only a request comes to, comes after everything.
      order: execution.happened.get(found.event)?.order ?? Number.MAX_SAFE_INTEGER,
    }));
}
