import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Loader } from "../facts.ts";
import { foldersUp, relativeTo } from "../folders.ts";
import { literally } from "../literally.ts";
import type { LoadEvent } from "./module.ts";

/** What a load can bring for a variable: its files, asked of the file system once each. */
export interface EnvFileIndex {
  /** Whether the file exists. Absolute or relative to the project. */
  exists(file: string): boolean;
  /** Whether its text has the name at the start of a line, as far as bytes tell. */
  mentions(file: string, name: string): boolean;
}

/** A name that something is set to, wherever it is on a line. */
const setName = /(?<=^|[;\s"'\xbf])[\w.-]+(?=["']?[ \t]*[=:])/g;

/** @param read the bytes of a file; null where it brings nothing: it is not there, may not be read, or is a folder */
export function envFileIndex(dir: string, read: (path: string) => Uint8Array | null): EnvFileIndex {
  const texts = new Map<string, string | null>();
  const text = (file: string): string | null => {
    const path = resolve(dir, file);
    const known = texts.get(path);
    if (known !== undefined) return known;
    const bytes = read(path);
    const found = bytes && Buffer.from(bytes).toString("latin1").replaceAll("\0", "");
    texts.set(path, found);
    return found;
  };
  const names = new Map<string, Set<string>>();
  const namesIn = (held: string): Set<string> => {
    let found = names.get(held);
    if (!found) {
      found = new Set(held.match(setName)?.map((name) => name.toLowerCase()));
      names.set(held, found);
    }
    return found;
  };
  return {
    exists: (file) => text(file) !== null,
    mentions: (file, name) => {
      const held = text(file);
      if (held === null) return false;
      if (/^[\w.-]+$/.test(name)) return namesIn(held).has(name.toLowerCase());
      const escaped = literally(name);
      return new RegExp(`(^|[\\n\\r;\\s"'\xbf])${escaped}["']?[ \\t]*[=:]`, "i").test(held);
    },
  };
}

/**
 * The files that a load reads, in its order, relative to the project; of a search upward the candidates, nearest first.
 * null where it is chosen at run time.
 *
 * @param cwd the program's working folder, absolute
 */
export function filesOfLoad(
  { paths, base }: Pick<LoadEvent, "paths" | "base">,
  file: string,
  { dir, root, cwd }: { dir: string; root: string; cwd: string },
): string[] | null {
  if (!paths) return null;
  const own = dirname(resolve(dir, file));
  return paths.flatMap((path) => {
    if (isAbsolute(path) || /^[a-z]:\//i.test(path)) return [relativeTo(dir, path)];
    if (base === "caller-up") return candidates(own, root, path).map((d) => relativeTo(dir, join(d, path)));
    if (base === "cwd-up") return candidates(cwd, root, path).map((d) => relativeTo(dir, join(d, path)));
    return [relativeTo(dir, join(base === "file" ? own : cwd, path))];
  });
}

/** Of a search upward only the first file that exists is read. */
export function isSearch(base: Loader["search"]): boolean {
  return base === "caller-up" || base === "cwd-up";
}

/** A folder and those above it up to the top of the work tree; of those above that, only where such a file is. */
function candidates(from: string, root: string, path: string): string[] {
  const found: string[] = [];
  let inside = true;
  for (const dir of foldersUp(from)) {
    if (inside || existsSync(join(dir, path))) found.push(dir);
    if (dir === root) inside = false;
  }
  return found;
}
