import path from "node:path";
import { entriesOf, isFile, namesIn, readText } from "../files.ts";
import { relativeTo } from "../folders.ts";
import { slips } from "../near.ts";
import { shown } from "./command/state.ts";

export interface NearFile {
  /** The file that is there, relative to the project. */
  file: string;
  /** The specifier that means it, in the language of the importing file. */
  specifier: string;
  why: "extension" | "case" | "index" | "moved" | "spelling";
}

const scripts = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".json"];
const skipped = new Set(["node_modules", ".git", ".venv", "venv", "__pycache__", "dist", "build", ".next"]);

/**
 * The file that an import of the project's own most likely means when its own does not exist: the extension left out or
 * another, a folder's index, other letter case, one slip in the name, or the same name in another folder, when there is
 * only one. null when none is near.
 *
 * @param specifier as written: `./utils/errors`, `.config`, `shop.confg`
 * @param fromFile the importing file, relative to `dir`
 * @param importDirs for Python: the folders that absolute imports are searched in; absolute
 */
export function nearFile(
  specifier: string,
  fromFile: string,
  dir: string,
  importDirs: readonly string[] = [dir],
): NearFile | null {
  return fromFile.endsWith(".py")
    ? nearPython(specifier, fromFile, dir, importDirs)
    : nearScript(specifier, fromFile, dir);
}

function nearScript(specifier: string, fromFile: string, dir: string): NearFile | null {
  if (!/^\.{0,2}\//.test(specifier)) return null;
  const from = path.dirname(path.resolve(dir, fromFile));
  const target = path.resolve(from, specifier);
  const bare = target.replace(/\.[mc]?[jt]sx?$|\.json$/, "");
  const answer = (file: string, why: NearFile["why"]): NearFile => ({
    file: shown({ dir }, file),
    specifier: written(from, file),
    why,
  });
  for (const base of new Set([target, bare]))
    for (const extension of scripts)
      if (isFile(base + extension)) return answer(base + extension, "extension");
  for (const extension of scripts)
    if (isFile(path.join(target, `index${extension}`)))
      return answer(path.join(target, `index${extension}`), "index");
  const folder = sameFolder(path.dirname(target));
  if (folder !== null) {
    const stem = path.basename(bare);
    const own = namesIn(folder).filter((name) => scripts.includes(path.extname(name)));
    const cased =
      own.find((name) => name.toLowerCase() === path.basename(target).toLowerCase()) ??
      own.find((name) => stemOf(name).toLowerCase() === stem.toLowerCase());
    if (cased !== undefined) return answer(path.join(folder, cased), "case");
    const slip = own.filter((name) => near(stemOf(name), stem));
    if (slip.length === 1) return answer(path.join(folder, slip[0] as string), "spelling");
  }
  const moved = search(
    dir,
    (name) => stemOf(name) === path.basename(bare) && scripts.includes(path.extname(name)),
  ).filter((f) => f !== path.resolve(dir, fromFile));
  return moved.length === 1 ? answer(moved[0] as string, "moved") : null;
}

function nearPython(
  specifier: string,
  fromFile: string,
  dir: string,
  importDirs: readonly string[],
): NearFile | null {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const parts = specifier.slice(dots).split(".").filter(Boolean);
  const last = parts.at(-1);
  if (last === undefined) return null;
  let base = path.dirname(path.resolve(dir, fromFile));
  for (let i = 1; i < dots; i++) base = path.dirname(base);
  const bases = dots > 0 ? [base] : importDirs;
  const answer = (file: string, why: NearFile["why"]): NearFile => {
    const root = bases.find((b) => !path.relative(b, file).startsWith("..")) ?? dir;
    const name = path
      .relative(root, file)
      .replace(/(\/__init__)?\.py$/, "")
      .split(path.sep)
      .join(".");
    return { file: shown({ dir }, file), specifier: `${".".repeat(dots)}${name}`, why };
  };
  for (const start of bases) {
    const folder = sameFolder(path.join(start, ...parts.slice(0, -1)));
    if (folder === null) continue;
    const own = namesIn(folder).filter(
      (name) => name.endsWith(".py") || isFile(path.join(folder, name, "__init__.py")),
    );
    const found = (name: string): string =>
      name.endsWith(".py") ? path.join(folder, name) : path.join(folder, name, "__init__.py");
    const cased = own.find((name) => stemOf(name).toLowerCase() === last.toLowerCase());
    if (cased !== undefined) return answer(found(cased), "case");
    const slip = own.filter((name) => near(stemOf(name), last));
    if (slip.length === 1) return answer(found(slip[0] as string), "spelling");
  }
  const moved = search(dir, (name) => name === `${last}.py`).filter((f) => f !== path.resolve(dir, fromFile));
  return moved.length === 1 ? answer(moved[0] as string, "moved") : null;
}

/** The module of a package that is made to be started: it has a main guard. Of several, the one whose name says it; else null. */
export function startedModule(folder: string): string | null {
  const guarded = namesIn(folder).filter(
    (name) =>
      name.endsWith(".py") &&
      /^if __name__ == ["']__main__["']/m.test(readText(path.join(folder, name)) ?? ""),
  );
  const [only = null] = guarded.length === 1 ? guarded : [];
  const name = only ?? starters.find((one) => guarded.includes(`${one}.py`));
  return name ? path.join(folder, name.endsWith(".py") ? name : `${name}.py`) : null;
}

const starters = ["main", "server", "app", "run", "api", "web", "wsgi", "asgi"];

/** The folder, in its real letter case where only that differs. */
function sameFolder(folder: string): string | null {
  if (namesIn(folder).length > 0) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) return null;
  const real = namesIn(parent).find((name) => name.toLowerCase() === path.basename(folder).toLowerCase());
  return real === undefined ? null : path.join(parent, real);
}

/** Files of the project whose name fits; bounded, since a project can be large. */
function search(dir: string, fits: (name: string) => boolean): string[] {
  const found: string[] = [];
  const open = [dir];
  for (let seen = 0; open.length > 0 && seen < 2000; seen++) {
    const folder = open.shift() as string;
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory() && !skipped.has(entry.name)) open.push(path.join(folder, entry.name));
      else if (entry.isFile() && fits(entry.name)) found.push(path.join(folder, entry.name));
    }
  }
  return found;
}

function written(from: string, file: string): string {
  const relative = relativeTo(from, file);
  return relative.startsWith(".") ? relative : `./${relative}`;
}

function stemOf(name: string): string {
  return name.slice(0, name.length - path.extname(name).length);
}

/** One letter too many, too few, another, or two that changed places; short names must be equal. */
function near(a: string, b: string): boolean {
  return a !== b && Math.min(a.length, b.length) >= 4 && slips(a, b, 1) <= 1;
}
