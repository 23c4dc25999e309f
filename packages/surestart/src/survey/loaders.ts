import { existsSync } from "node:fs";
import path from "node:path";
import type { Dialect, EnvFacts, Loader, SourceFacts, SourceLoad, StartCommand } from "../facts.ts";
import { relativeTo } from "../folders.ts";

export interface LoaderQuestion {
  dir: string;
  /** The top of the repository. */
  root: string;
  command: StartCommand | null;
  source: SourceFacts;
  /** The module of a package, as it is imported, can be imported; null when that cannot be told. */
  installed: (pack: string) => boolean | null;
  /** The start fails for want of this package: it will be installed. @default never */
  demanded?: (pack: string) => boolean;
  /** The version of the program's interpreter: Node reads a .env in another way before 22. */
  version: string | null;
}

/** What brings a .env into the program, in the order in which it happens: the command, then the code. */
export function loadersOf(question: LoaderQuestion): Loader[] {
  const { command, source, installed, demanded } = question;
  // `flask run` loads nothing without python-dotenv, and does not fail for want of it.
  const loads = ({ needs }: { needs?: string }): boolean =>
    needs === undefined || installed(needs) !== false || demanded?.(needs) === true;
  const fromCommand = command?.envFiles.filter(loads).map((f) => commandLoader(question, f)) ?? [];
  const fromCode = source.loads
    // Hand-written lines in a function may well be called in a way that is not seen.
    .filter((load) => load.reached && (load.when !== "request" || load.byHand))
    .sort((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER))
    .map((load) => codeLoader(question, load));
  return [...fromCommand, ...fromCode];
}

/** What the command would load, and does not for want of a package. */
export function unloadedFiles({ dir, command, installed }: LoaderQuestion): EnvFacts["unloaded"] {
  return command?.envFiles.flatMap(({ file, how = "", needs }) => {
    const path = relativeTo(dir, pathOf(file, command.cwd, dir));
    return needs !== undefined && installed(needs) === false && existing(dir, [path]).length > 0
      ? [{ file: path, how, needs, named: how.startsWith("-") }]
      : [];
  });
}

/** Node's own reading is that of the Node in use. */
function dialectOf(
  { command, version }: Pick<LoaderQuestion, "command" | "version">,
  dialect: Dialect,
): Dialect {
  const major = Number.parseInt(version ?? "", 10);
  return dialect === "node" && command?.server === "node" && major < 22 ? "node20" : dialect;
}

const written: Partial<Record<Dialect, (file: string) => string>> = {
  node: (file) => `--env-file=${file}`,
  node20: (file) => `--env-file=${file}`,
  deno: (file) => `--env-file=${file}`,
  bun: (file) => `--env-file=${file}`,
  docker: (file) => `--env-file ${file}`,
  bash: (file) => `. ${file}`,
  dotenvx: (file) => `dotenvx run -f ${file}`,
};

function pathOf(file: string, cwd: string, dir: string): string {
  const absolute = path.resolve(cwd, file);
  const fromDir = path.resolve(dir, file);
  return existsSync(fromDir) || !existsSync(absolute) ? fromDir : absolute;
}

function commandLoader(question: LoaderQuestion, given: StartCommand["envFiles"][number]): Loader {
  const { dir, command } = question;
  const file = relativeTo(dir, pathOf(given.file, command?.cwd ?? dir, dir));
  return {
    dialect: dialectOf(question, given.dialect),
    how: given.how ?? written[given.dialect]?.(given.file) ?? `the start command with ${given.file}`,
    at: given.at,
    files: [file],
    found: existing(dir, [file]),
    override: given.override,
    plain: true,
    search: "command",
    own: false,
    when: "command",
    installed: null,
    ...(given.verbatim ? { verbatim: true } : {}),
    ...(given.passes ? { only: { names: given.passes } } : {}),
  };
}

/** A load that is in the code. */
export function codeLoader(
  {
    dir,
    installed,
    demanded,
    ...by
  }: Pick<LoaderQuestion, "dir" | "installed" | "demanded" | "command" | "version">,
  load: SourceLoad,
): Loader {
  const files = load.files ?? [];
  const has = load.package === null ? null : installed(load.package);
  return {
    dialect: dialectOf(by, load.dialect),
    how: load.how,
    at: load.at,
    files,
    // A search upward ends at the first file that it finds.
    found:
      load.search === "caller-up" || load.search === "cwd-up"
        ? existing(dir, files).slice(0, 1)
        : existing(dir, files),
    override: load.override,
    plain: load.files !== null,
    search: load.search,
    own: load.own,
    when: load.when,
    installed: has,
    ...(has === false && load.package !== null && demanded?.(load.package) ? { fails: true } : {}),
    ...(load.demands ? { demands: true } : {}),
    ...(load.byHand ? { byHand: true } : {}),
    ...(load.instead ? { instead: load.instead } : {}),
    ...(load.knows ? { knows: load.knows } : {}),
    ...(load.keeps ? { keeps: load.keeps } : {}),
    ...(load.path ? { path: load.path } : {}),
  };
}

function existing(dir: string, files: readonly string[]): string[] {
  return files.filter((file) => existsSync(path.resolve(dir, file)));
}
