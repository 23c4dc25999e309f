import { posix, resolve } from "node:path";
import type { Language, StartCommand } from "../facts.ts";
import { relativeTo } from "../folders.ts";
import { commandOf } from "../known/_find.ts";
import type { Start } from "./execute.ts";
import type { Library } from "./library.ts";

/** What the start command runs first, as far as its entry is a source file of the project; null otherwise. */
export function startOf(
  command: StartCommand | null,
  library: Library,
  dirs: readonly string[],
): Start | null {
  const entry = command?.entry;
  if (!command || !entry) return command ? byConvention(command, library) : null;
  const named = entry.file ?? entry.source;
  const file = named ? relativeTo(library.dir, named) : null;
  if (command.language !== "python" && !file?.endsWith(".py"))
    return file ? { files: [file], main: file, calls: exported(command) } : null;
  const around = entry.module ? packagesAround(entry.module, library, dirs) : [];
  // `python -m pkg` runs pkg/__init__.py, then pkg/__main__.py.
  const files = file ? [...around.filter((f) => f !== file), file] : around;
  if (!files.length) return null;
  files.unshift(...configOf(command, library));
  // What a server imports is not the main module.
  const runsMain = !isCall(command) && !/^(import|app)$/.test(commandOf(command.server)?.entry?.as ?? "");
  return {
    files,
    main: runsMain ? (file ?? null) : null,
    calls: factories(command, files.at(-1) as string, library),
  };
}

/** What a framework runs by the names of the files. */
function byConvention({ server, cwd }: StartCommand, library: Library): Start | null {
  const runs = commandOf(server)?.runs;
  if (!runs) return null;
  const folder = relativeTo(library.dir, cwd);
  const own = library.files.filter((file) => folder === "" || file.startsWith(`${folder}/`));
  const within = (file: string): string => (folder === "" ? file : file.slice(folder.length + 1));
  const files = runs.start.flatMap((names) => {
    const found = names.map((name) => posix.join(folder, name)).find((file) => own.includes(file));
    return found === undefined ? [] : [found];
  });
  const requests = own.filter((file) => runs.requests?.some((pattern) => pattern.test(within(file))));
  if (files.length === 0 && requests.length === 0) return null;
  return { files, main: null, calls: [...(runs.calls ?? [])], requests };
}

/** What a tool calls of the script that it is given. */
function exported({ server }: StartCommand): string[] {
  const called = commandOf(server)?.entry?.calls;
  return called === undefined ? [] : [called];
}

/** `python -c "from shop.main import run; run()"`, as a console script does. */
function isCall({ entry, program }: StartCommand): boolean {
  return program.includes("-c") && entry?.kind === "module" && entry.attribute !== undefined;
}

/** The file that is started, when it is one of the project in a language that is read. */
export function entryOf(
  command: StartCommand | null,
  dir: string,
): { file: string; language: Language } | null {
  const { language } = command ?? {};
  const file = command?.entry?.file ?? command?.entry?.source;
  if (!file || !language || language === "shell" || language === "other") return null;
  return { file: relativeTo(dir, file), language };
}

/** The folders that are searched for Python modules, relative to the project, first to last. */
export function importDirs(command: StartCommand | null, dir: string, files: readonly string[]): string[] {
  const dirs = (command?.importDirs ?? []).map((d) => relativeTo(dir, d));
  if (command?.entry?.kind === "file" && command.entry.file)
    dirs.push(posix.dirname(relativeTo(dir, command.entry.file)));
  else if (command) dirs.push(relativeTo(dir, command.cwd));
  else dirs.push("");
  // A package that is installed from the project itself ("src" layout).
  if (files.some((f) => f.startsWith("src/")) && files.every((f) => f !== "src/__init__.py"))
    dirs.push("src");
  return [...new Set(dirs.map((d) => (d === "." ? "" : d)))];
}

/** Folders that the first modules add to the search themselves (`sys.path.append`). */
export function addedDirs(files: readonly string[], library: Library): string[] {
  return files.flatMap((file) =>
    (library.module(file)?.searches ?? []).map(({ path, base }) => {
      const dir = base === "file" ? posix.join(posix.dirname(file), path) : posix.normalize(path);
      return dir === "." ? "" : dir;
    }),
  );
}

function packagesAround(module: string, library: Library, dirs: readonly string[]): string[] {
  const parts = module.split(".");
  const known = new Set(library.files);
  for (const dir of dirs) {
    const files = parts.flatMap((_, i) => {
      const path = posix.join(dir, ...parts.slice(0, i + 1));
      return [`${path}/__init__.py`, `${path}.py`].filter((f) => known.has(f)).slice(0, 1);
    });
    if (files.length) return files;
  }
  return [];
}

/** A server's configuration in Python, which it runs first: what `-c` names, else the usual file of the working folder. */
function configOf({ server, program, cwd }: StartCommand, library: Library): string[] {
  const usual = commandOf(server)?.runsFirst;
  if (usual === undefined) return [];
  const at = program.findIndex((word) => /^(-c|--config)(=|$)/.test(word));
  const word = program[at] ?? "";
  const named = word.includes("=") ? word.slice(word.indexOf("=") + 1) : at < 0 ? undefined : program[at + 1];
  const file = relativeTo(library.dir, resolve(cwd, (named ?? usual).replace(/^file:/, "")));
  return library.files.includes(file) ? [file] : [];
}

/** What a server calls to have its app: by a flag, by `pkg:create_app()`, and what it looks for by itself. */
function factories(command: StartCommand, file: string, library: Library): string[] {
  const attribute = command.entry?.attribute;
  if (attribute && isCall(command)) return [attribute];
  if (attribute?.endsWith(")")) return [attribute.replace(/\(.*$/s, "")];
  const called = command.program.some((word) => word.includes(`:${attribute}(`));
  const rule = commandOf(command.server)?.entry;
  if (attribute && (called || command.program.includes(rule?.factory ?? "--factory"))) return [attribute];
  if (!rule?.factories) return [];
  const module = library.module(file);
  const has = (name: string): boolean => module?.names.some((n) => n.name === name) ?? false;
  if (attribute) return module?.functions.some((f) => f.name === attribute) ? [attribute] : [];
  if (rule.attributes?.some(has)) return [];
  return rule.factories.filter(has).slice(0, 1);
}
