import { statSync } from "node:fs";
import { join, posix } from "node:path";
import type { StartCommand } from "../facts.ts";
import { isFile, isObject, jsonObject, readText } from "../files.ts";
import { relativeTo } from "../folders.ts";
import type { Library } from "./library.ts";

/**
 * The command of a bundle, as if it started the source that the bundle was made of, by its source map: its places are those that
 * people edit. The command itself where the map names no sources of the project, or one of them is newer than the bundle.
 */
export function startOfBundle(command: StartCommand | null, library: Library): StartCommand | null {
  const entry = command?.entry;
  if (!command || !entry?.file || command.language === "python") return command;
  const file = relativeTo(library.dir, entry.file);
  const sources = sourcesOf(file, library);
  const source = sources && entryAmong(sources, library);
  if (!source || !sources.every((one) => findsSame(one, file, library))) return command;
  // What was made of them is not read a second time.
  library.files.splice(library.files.indexOf(file), 1);
  return { ...command, entry: { ...entry, file: null, source } };
}

/** The project's own sources of a bundle; null where it is not a bundle, or older than they are. */
function sourcesOf(file: string, { dir, files }: Library): string[] | null {
  const path = join(dir, `${file}.map`);
  const map = jsonObject(isFile(path) ? readText(path) : null);
  const all = Array.isArray(map["sources"]) ? map["sources"].filter((one) => typeof one === "string") : [];
  if (all.length < 2 || isObject(map["sections"])) return null;
  const root = typeof map["sourceRoot"] === "string" ? map["sourceRoot"] : "";
  const own = all
    .map((one) => posix.normalize(posix.join(posix.dirname(file), root, one)))
    .filter((one) => files.includes(one));
  const made = modified(join(dir, file));
  return own.length > 0 && own.every((one) => modified(join(dir, one)) <= made) ? own : null;
}

/** What the source looks for next to itself is where the bundle looks for it. */
function findsSame(source: string, bundle: string, library: Library): boolean {
  const from = (file: string, path: string): string => posix.join(posix.dirname(file), path);
  return (library.module(source)?.events ?? []).every(
    (event) =>
      event.kind !== "load" ||
      event.base !== "file" ||
      event.paths?.every((path) => from(source, path) === from(bundle, path)),
  );
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
}

/** The one that no other one imports. */
function entryAmong(sources: readonly string[], library: Library): string | null {
  const imported = new Set(
    sources.flatMap((file) => {
      const module = library.module(file);
      return (module?.events ?? []).flatMap((event) =>
        module && event.kind === "import" ? library.resolve(module, event, []).runs : [],
      );
    }),
  );
  const [first, ...more] = sources.filter((file) => !imported.has(file));
  return first !== undefined && more.length === 0 ? first : null;
}
