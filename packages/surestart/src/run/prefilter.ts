import { readFileSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { StartCommand } from "../facts.ts";
import { entriesOf, jsonObject, readText } from "../files.ts";
import { foldersUpTo, repositoryRoot } from "../folders.ts";
import { conventionOf } from "../known/_find.ts";
import { MayLoad } from "../source/may-load/index.ts";
import { type LookedAt, lookedBefore, rememberLook, stateOf, worthRemembering } from "./looked-before.ts";

const source = /\.(?:py|[cm]?[jt]sx?|vue|svelte)$/;
const skipped = new Set([
  "node_modules",
  "site-packages",
  "dist-packages",
  "__pycache__",
  "coverage",
  "test",
  "tests",
  "__tests__",
  "docs",
]);
const most = 20_000;

/** Does the command load a .env by itself: by a flag, by its own convention, or with a package that may be there? */
export function commandMayLoad(command: StartCommand): boolean {
  const { envFiles, through } = command;
  return (
    envFiles.length > 0 ||
    conventionOf(command) !== undefined ||
    through.some((server) => conventionOf({ server, program: [] }) !== undefined)
  );
}

/** What may load a .env: the file that does, absolute; null where it is several files together, or nobody can say which. */
export interface Loading {
  file: string | null;
}

/**
 * May anything in the project's sources load a .env? A look at bytes alone; null where nothing can. Tests and installed
 * packages start no backend; packages of the same repository do, by their links in node_modules. More than 20,000 files: yes.
 * Of a large project it is remembered which files were looked at in vain, and only those that have changed are read again.
 * @param first a file that is looked at before all others: the entry
 */
export function mayLoadEnv(dir: string, first: string | null = null): Loading | null {
  if (first !== null && source.test(first) && new MayLoad().look(first, read(first))) return { file: first };
  const files = sourcesOf(dir);
  if (files.length > most) return { file: null };
  if (files.length < worthRemembering) return lookAt(files).loading;
  const before = lookedBefore(dir);
  const now: LookedAt = new Map(files.map((file) => [file, stateOf(file)]));
  const changed = files.filter((file) => before.get(file) !== now.get(file));
  if (changed.length === 0) return null;
  const look = lookAt(changed);
  if (look.loading?.file) return look.loading;
  // A module that imports a loader for others is about all of them: those are looked at together, each time.
  if (!look.byItself) return changed.length === files.length ? look.loading : lookAt(files).loading;
  rememberLook(dir, now);
  return null;
}

/** `byItself`: no other file has a say in it. */
function lookAt(files: readonly string[]): { loading: Loading | null; byItself: boolean } {
  const look = new MayLoad();
  const file = files.find((one) => look.look(one, read(one)));
  if (file !== undefined) return { loading: { file }, byItself: true };
  return { loading: look.acrossModules() ? { file: null } : null, byItself: look.eachByItself() };
}

/** The files of the project's own sources, absolute; those after the 20,001st are left out. */
function sourcesOf(dir: string): string[] {
  const folders = [dir, ...linkedPackages(dir)];
  const seen = new Set(folders);
  const files: string[] = [];
  for (let folder = folders.pop(); folder !== undefined && files.length <= most; folder = folders.pop()) {
    const entries = entriesOf(folder);
    // Other people's code, whatever the folder is called.
    if (folder !== dir && entries.some((entry) => entry.name === "pyvenv.cfg")) continue;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name.startsWith(".") || skipped.has(entry.name) || seen.has(path)) continue;
        seen.add(path);
        folders.push(path);
      } else if (source.test(entry.name)) files.push(path);
    }
  }
  return files;
}

/** The packages of the same repository that this one uses, and those that they use: npm and its sisters link them. */
function linkedPackages(dir: string): string[] {
  const root = repositoryRoot(dir);
  const found = new Set<string>();
  const visit = (folder: string): void => {
    for (const name of dependenciesIn(folder))
      for (const above of foldersUpTo(folder, root)) {
        const target = real(join(above, "node_modules", name));
        if (target === null) continue;
        const own = !target.split(sep).includes("node_modules") && !relative(root, target).startsWith("..");
        if (own && target !== dir && !found.has(target)) {
          found.add(target);
          visit(target);
        }
        break;
      }
  };
  visit(dir);
  return [...found].filter((one) => relative(dir, one).startsWith(".."));
}

function real(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

function dependenciesIn(folder: string): string[] {
  const { dependencies, devDependencies } = jsonObject(readText(join(folder, "package.json")));
  return [devDependencies, dependencies].flatMap((named) => Object.keys(named ?? {}));
}
