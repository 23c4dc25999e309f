import { lstat, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Dialect, EnvFile } from "../facts.ts";
import { type PlainFiles, readPlainFile } from "../files.ts";
import { relativeTo } from "../folders.ts";
import { readEnv } from "./dialects.ts";
import { bindingsOf, type EnvDocument, readDocument, toEnvBindings } from "./document.ts";
import { roleOf } from "./names.ts";
import { problemsOf } from "./problems.ts";

export interface FindOptions {
  /** The dialects that read a file; the file relative to the project. @default none: no readings, no problems */
  dialects?: readonly Dialect[] | ((file: string) => readonly Dialect[]);
  /** Files that a loader or a command names, absolute or relative to the project: a .env whatever they are called. */
  named?: readonly string[];
  /** A script hands the lines of this file on as they stand. @default none */
  verbatim?: (file: string) => boolean;
  /** Where their bytes are read. @default from disk */
  files?: PlainFiles;
  /** The environment of the program. @default {} */
  env?: Readonly<Record<string, string | undefined>>;
}

/** No .env is longer; what is, is something else. */
const LARGEST = 4 << 20;

/**
 * Every .env-like file of these folders, and those that are named, wherever they lie. Nothing is changed.
 *
 * @param dirs Absolute, in the order in which they shall appear.
 * @param projectDir What the paths of the result are relative to.
 */
export async function findEnvFiles(
  dirs: readonly string[],
  projectDir: string,
  options: FindOptions = {},
): Promise<EnvFile[]> {
  const named = new Set((options.named ?? []).map((file) => resolve(projectDir, file)));
  const found: string[] = [];
  for (const dir of new Set(dirs.map((dir) => resolve(dir)))) {
    const names = await readdir(dir).catch(() => []);
    found.push(
      ...names
        .filter((name) => roleOf(name) !== null)
        .sort(byName)
        .map((name) => join(dir, name)),
    );
  }
  for (const file of named) if (!found.includes(file)) found.push(file);
  const files = await Promise.all(
    found.map((path) => readEnvFile(path, projectDir, named.has(path), options)),
  );
  return files.filter((file) => file !== null);
}

/** `.env` itself first. */
function byName(a: string, b: string): number {
  return Number(b === ".env") - Number(a === ".env") || (a < b ? -1 : 1);
}

async function readEnvFile(
  path: string,
  projectDir: string,
  isNamed: boolean,
  options: FindOptions,
): Promise<EnvFile | null> {
  const link = await lstat(path).catch(() => null);
  if (!link) return null;
  const role = isNamed || (await isEnvOnThisDisk(path)) ? "env" : roleOf(basename(path));
  if (role === null) return null;
  const file = relativeTo(projectDir, path);
  const empty = { file, role, tracked: null, lines: 0, bindings: [], problems: [], readings: {} };
  let info: Awaited<ReturnType<typeof stat>>;
  try {
    info = await stat(path);
  } catch (error) {
    const state = (error as NodeJS.ErrnoException).code === "EACCES" ? "permission" : "dangling";
    return { ...empty, state, mode: null };
  }
  const mode = process.platform === "win32" ? null : Number(info.mode) & 0o777;
  // A folder `env` is a virtual environment of Python; only one that is where a loader looks is in the way.
  if (info.isDirectory()) return role === "env" ? { ...empty, state: "folder", mode } : null;
  if (!info.isFile() || info.size > LARGEST) return null;
  const bytes = options.files ? options.files.read(path) : readPlainFile(path);
  if (bytes === null) return { ...empty, state: "permission", mode };
  const document = readDocument(bytes);
  if (role === "misnamed" && !consistsOfAssignments(document)) return null;
  const dialects = typeof options.dialects === "function" ? options.dialects(file) : (options.dialects ?? []);
  const env = options.env ?? {};
  return {
    ...empty,
    state: "ok",
    mode,
    lines: document.lines,
    bindings: toEnvBindings(document),
    problems: problemsOf(document, dialects, {
      file,
      env,
      verbatim: options.verbatim?.(file) ?? false,
    }),
    readings: Object.fromEntries(
      dialects.map((dialect) => [dialect, readEnv(bytes, dialect, { env }).values]),
    ),
  };
}

/** A text about variables has lines of another kind; a .env has next to none. */
function consistsOfAssignments(document: EnvDocument): boolean {
  const bindings = bindingsOf(document).length;
  const unread = document.pieces.filter((piece) => piece.kind === "unread").length;
  return bindings > 0 && unread * 4 <= bindings;
}

/** `.ENV` is `.env` where the disk knows no letter case. */
async function isEnvOnThisDisk(path: string): Promise<boolean> {
  const name = basename(path);
  if (name === ".env" || name.toLowerCase() !== ".env") return false;
  const [one, other] = await Promise.all(
    [path, join(dirname(path), ".env")].map((p) => stat(p).catch(() => null)),
  );
  return one !== null && other !== null && one?.ino === other?.ino && one?.dev === other?.dev;
}
