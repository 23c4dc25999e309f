import { readFileSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { StartCommand } from "../facts.ts";
import { entriesOf, jsonObject, readText } from "../files.ts";
import { conventionOf } from "../known/_find.ts";
import { MayLoad } from "../source/may-load/index.ts";
import { repositoryRoot, upward } from "../survey/folders.ts";

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
 * @param first a file that is looked at before all others: the entry
 */
export function mayLoadEnv(dir: string, first: string | null = null): Loading | null {
  const look = new MayLoad();
  if (first !== null && source.test(first) && new MayLoad().look(first, read(first))) return { file: first };
  const folders = [dir, ...linkedPackages(dir)];
  const seen = new Set(folders);
  let files = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = entriesOf(folder);
    // Other people's code, whatever the folder is called.
    if (folder !== dir && entries.some((entry) => entry.name === "pyvenv.cfg")) continue;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name.startsWith(".") || skipped.has(entry.name) || seen.has(path)) continue;
        seen.add(path);
        folders.push(path);
      } else if (source.test(entry.name)) {
        if (++files > most) return { file: null };
        if (look.look(entry.name, read(path))) return { file: path };
      }
    }
  }
  return look.acrossModules() ? { file: null } : null;
}

/** The packages of the same repository that this one uses, and those that they use: npm and its sisters link them. */
function linkedPackages(dir: string): string[] {
  const root = repositoryRoot(dir);
  const found = new Set<string>();
  const visit = (folder: string): void => {
    for (const name of dependenciesIn(folder))
      for (const above of upward(folder, root)) {
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
