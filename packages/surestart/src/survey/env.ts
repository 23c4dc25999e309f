import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { readEnv } from "../env/dialects.ts";
import { findEnvFiles } from "../env/find.ts";
import { resolveEnv } from "../env/resolve.ts";
import type { Dialect, EnvFacts, EnvFile, Loader, SourceRead, StartCommand } from "../facts.ts";
import type { PlainFiles } from "../files.ts";
import { foldersUpTo, relativeTo } from "../folders.ts";
import { trackedFiles } from "../runtime/git.ts";
import { type LoaderQuestion, loadersOf, unloadedFiles } from "./loaders.ts";
import { onlyWhatIsUsed } from "./other-loaders/used-names.ts";
import { otherLoaders } from "./other-loaders.ts";
import { variablesOf } from "./variables.ts";

export interface EnvQuestion extends LoaderQuestion {
  environment: Record<string, string>;
  /** `--env-file`, in order. */
  envFiles: readonly string[];
  /** git answers here. */
  git: boolean;
  /** Where files are read. */
  read: PlainFiles;
}

/** Every .env around the program, who loads it, and what its variables end as under the bare command. */
export async function surveyEnv(question: EnvQuestion): Promise<EnvFacts> {
  const { dir, command, source, environment } = question;
  const loaders = loadersOf(question);
  const unloaded = unloadedFiles(question) ?? [];
  const others = await otherLoaders(question, loaders);
  const compared = [...loaders, ...others.filter((l) => !l.byHand)];
  const folders = foldersOf(question, loaders);
  const byRun = loaders.some((l) => !l.own) ? null : fileOfRun(question);
  const dialects = (file: string): Dialect[] => dialectsOf(question, file, compared, byRun);
  const looked = [...loaders.flatMap((l) => l.found), ...unloaded.map(({ file }) => file)];
  const named = [...looked, ...question.envFiles.map((f) => relativeTo(dir, f))];
  const found = await findEnvFiles(folders, dir, {
    dialects,
    named,
    env: environment,
    files: question.read,
    verbatim: (file) =>
      loaders.some((l) => (l.verbatim || l.keeps?.includes("returns")) && l.files.includes(file)),
  });
  const all = { ...environment, ...command?.env };
  inTheirCase(source.reads, found, all);
  const tracked = question.git
    ? await trackedFiles(
        dir,
        found.map((f) => f.file),
      )
    : null;
  const files: EnvFile[] = found.map((f) => ({
    ...onlyWhatIsUsed(f, compared),
    tracked: tracked === null ? null : tracked.has(f.file),
  }));
  const resolved = resolveEnv({
    environment: all,
    loaders: loaders
      .filter((l) => l.plain && (l.installed !== false || l.fails))
      .map((l) => ({
        dialect: l.dialect,
        override: l.override,
        own: l.own,
        ...(l.only ? { only: l.only } : {}),
        files: contents(question, l.found),
      })),
  });
  return {
    files,
    loaders,
    otherLoaders: others,
    ...(unloaded.length > 0 ? { unloaded } : {}),
    environment: all,
    variables: variablesOf({
      environment: all,
      computed: command?.computed ?? [],
      files: nearestFirst(files),
      loaders,
      compared,
      reads: source.reads,
      resolved,
    }),
    loadedByRun: byRun ? { ...byRun, names: [] } : null,
    runLooksFor: {
      file: relativeTo(dir, path.join(command?.cwd ?? dir, ".env")),
      dialect: dialectOfRun(command),
    },
  };

  function nearestFirst(all: EnvFile[]): EnvFile[] {
    const folder = relativeTo(dir, command?.cwd ?? dir);
    const inFolder = (f: EnvFile): boolean => path.posix.dirname(f.file) === (folder || ".");
    return [...all.filter(inFolder), ...all.filter((f) => !inFolder(f))];
  }
}

/** The program's folder, the project's, those of its entry and of whatever loads a .env, and those above them in the repository. */
function foldersOf({ dir, root, command }: EnvQuestion, loaders: readonly Loader[]): string[] {
  const starts = [dir, command?.cwd ?? dir];
  if (command?.entry?.file) starts.push(path.dirname(path.resolve(dir, command.entry.file)));
  for (const loader of loaders) {
    if (loader.at) starts.push(path.dirname(path.resolve(dir, loader.at.file)));
    for (const file of loader.files) starts.push(path.dirname(path.resolve(dir, file)));
  }
  for (const folder of command?.importDirs ?? []) starts.push(folder);
  const folders = [...new Set(starts.flatMap((start) => foldersUpTo(start, root)))];
  return [
    ...new Set([
      ...folders,
      ...folders.flatMap((folder) => besides(folder, dir, loaders)),
      ...below(dir, loaders),
    ]),
  ];
}

/** `settings/.env` is looked for in the wrong folder: the folder of the same name in this one. */
function besides(folder: string, dir: string, loaders: readonly Loader[]): string[] {
  return loaders
    .filter((loader) => loader.found.length === 0)
    .flatMap((loader) => loader.files)
    .map((file) => path.join(folder, path.basename(path.dirname(path.resolve(dir, file)))))
    .filter((other) => existsSync(other));
}

/** Where no file is found, the folders of the project that have one of that name (`config/.env`); those of other programs have theirs. */
function below(dir: string, loaders: readonly Loader[]): string[] {
  const names = loaders
    .filter((l) => l.plain && l.found.length === 0)
    .flatMap((l) => l.files.map((f) => path.basename(f)));
  if (names.length === 0) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !others.test(entry.name))
    .map((entry) => path.join(dir, entry.name))
    .filter((folder) => names.some((name) => existsSync(path.join(folder, name))));
}

const others =
  /^(\.|node_modules$|dist$|build$|out$|coverage$|venv$|tests?$|__tests__$|fixtures?$|examples?$|front(end)?$|web$|client$|ui$|mobile$|docs?$)/i;

/** python-dotenv's for Python, Node's for all others. */
function dialectOfRun(command: StartCommand | null): Dialect {
  return command?.language === "python" ? "python" : "node";
}

/** The file that `run` loads when nothing in the project loads one (contract, promise 1). */
function fileOfRun({
  dir,
  root,
  command,
  envFiles,
  read,
}: EnvQuestion): { file: string; dialect: Dialect } | null {
  const dialect = dialectOfRun(command);
  const entry = command?.entry?.file ? path.dirname(path.resolve(dir, command.entry.file)) : dir;
  const candidates = [
    ...envFiles,
    ...[command?.cwd ?? dir, ...foldersUpTo(entry, root)].map((folder) => path.join(folder, ".env")),
  ];
  const file = candidates.map((f) => path.resolve(dir, f)).find((f) => read.read(f));
  return file === undefined ? null : { file: relativeTo(dir, file), dialect };
}

/** The dialects in which this file is read: by the loaders that name it; where nobody does, as `run` would read it. */
function dialectsOf(
  question: EnvQuestion,
  file: string,
  loaders: readonly Loader[],
  byRun: { file: string; dialect: Dialect } | null,
): Dialect[] {
  const naming = loaders.filter((l) => l.files.includes(file));
  const named = naming.filter((l) => !l.byHand).map((l) => l.dialect);
  // How the project's own lines read it is not known, but for what they plainly leave in a value, as docker does.
  if (naming.some((l) => l.keeps) && named.length === 0 && readsAsDocker(question, file)) return ["docker"];
  if (naming.length > 0) return [...new Set(named)];
  return [byRun?.dialect ?? dialectOfRun(question.command)];
}

/** docker refuses a file with blanks in its keys, which other lines than its own may well take. */
function readsAsDocker(question: EnvQuestion, file: string): boolean {
  const [first] = contents(question, [file]);
  return first !== undefined && !readEnv(first.content, "docker").refused;
}

/** A read whose name counts in any letter case takes the name as it is written where it is set. */
function inTheirCase(
  reads: readonly SourceRead[],
  files: readonly Pick<EnvFile, "role" | "bindings">[],
  environment: Record<string, string>,
): void {
  const keys = [
    ...Object.keys(environment),
    ...files.filter((f) => f.role === "env").flatMap((f) => f.bindings.map((b) => b.key)),
  ];
  for (const read of reads) {
    if (!read.anyCase || keys.includes(read.name)) continue;
    const written = keys.find((key) => key.toUpperCase() === read.name);
    if (written !== undefined) read.name = written;
  }
}

function contents(
  { dir, read }: EnvQuestion,
  files: readonly string[],
): { file: string; content: Uint8Array }[] {
  return files.flatMap((file) => {
    const content = read.read(path.resolve(dir, file));
    return content ? [{ file, content }] : [];
  });
}
