import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readEnv } from "../env/dialects.ts";
import { resolveEnv } from "../env/resolve.ts";
import { takes } from "../env/takes.ts";
import type { Dialect, Loader, RunFacts, SourceRead } from "../facts.ts";
import { readPlainFile } from "../files.ts";
import { mend } from "./mend.ts";

export interface EnvironmentQuestion {
  /** The environment that the program would be given. */
  environment: Readonly<Record<string, string | undefined>>;
  /** How the command's language reads a .env. */
  dialect: Dialect;
  /** `--env-file`: absolute; the later wins. They are loaded whatever else loads. */
  explicit: readonly string[];
  /** Where a .env is looked for when nothing loads one: absolute, best first; that they exist is not said. */
  search: readonly string[];
  /** What brings a .env into this program, in order. */
  loaders: readonly Loader[];
  /** What the program reads. Only asked about where it has loaders. */
  reads: readonly Pick<SourceRead, "name" | "loaded" | "required" | "hasDefault" | "reached" | "when">[];
  /** Variables for which the program was seen to get nothing where it needs them. @default none */
  lacking?: readonly string[];
  /** The .env beats the environment. */
  override: boolean;
  /** The folder that the files of the loaders are relative to. */
  dir: string;
}

export interface EnvironmentDecision {
  /** Variables to set for the program, in addition to its environment. */
  set: Record<string, string>;
  /** What was loaded, as facts have it; `file` absolute. */
  loaded: RunFacts["loaded"];
  /** What the program will find in its environment once its loaders have run. */
  final: Record<string, string>;
}

/**
 * Which variables `run` gives a program in addition to its environment (contract: "What `run` promises", 1). Where nothing loads a
 * .env, or what loads finds none: the values of the file that is meant. Where the project has loaders of its own: only what
 * is read before the load or past it and has no default, with the value that the loaders end with. Changes no file.
 */
export function decideEnvironment(question: EnvironmentQuestion): EnvironmentDecision {
  const { explicit, search, loaders } = question;
  if (explicit.length > 0) return loadFiles(explicit, "nothing-loads", question);
  const working = loaders.filter((loader) => loader.found.length > 0 && loader.installed !== false);
  // A file that is chosen at run time may well be found: it is left alone.
  if (working.length > 0 || loaders.some((loader) => !loader.plain)) return early(working, question);
  const file = search.find((path) => readPlainFile(path) !== null);
  // A file that the command itself demands is not ours to replace: the runtime refuses to start without it.
  if (file === undefined) return nothing(question);
  return loadFiles([file], loaders.length > 0 ? "loader-finds-none" : "nothing-loads", question);
}

/** A loader, as far as its values depend on it. `files` that do not exist are passed over. */
export interface GivenLoader {
  dialect: Dialect;
  files: readonly string[];
  override: boolean;
  own: boolean;
}

/**
 * The variables of these names, as loaders end up with them that make none of the two faults that are fixed, next to what is
 * set already.
 */
export function giveNames({
  environment,
  loaders,
  names,
  file,
  because,
  dir,
}: Pick<EnvironmentQuestion, "environment" | "dir"> & {
  loaders: readonly GivenLoader[];
  names: readonly string[];
  file: string;
  because: NonNullable<RunFacts["loaded"]>["because"];
}): EnvironmentDecision {
  const mended = new Set<string>();
  const { variables, environment: final } = resolveEnv({
    environment,
    loaders: loaders.map(({ files, ...loader }) => ({
      ...loader,
      files: files.flatMap((one) => {
        const bytes = readPlainFile(resolve(dir, one));
        if (bytes === null) return [];
        const text = mend(bytes, loader.dialect);
        for (const code of text.mended) mended.add(code);
        return [{ file: one, content: text.text }];
      }),
    })),
  });
  const set: Record<string, string> = {};
  for (const { name, value, from } of variables)
    if (names.includes(name) && from !== "environment" && canBeGiven(name, value)) set[name] = value;
  const given = Object.keys(set);
  const dialect = (loaders.find(({ files }) => files.includes(file)) ?? loaders[0])?.dialect ?? "dotenv";
  if (given.length === 0) return { set, loaded: null, final };
  const loaded = { file: resolve(dir, file), dialect, names: given, because, mended: [...mended] };
  return { set, loaded, final: { ...final, ...set } };
}

/** The environment that a program ends with whose loaders read these files, one after the other. */
export function endsWith(
  environment: EnvironmentQuestion["environment"],
  files: readonly { file: string; dialect: Dialect; override: boolean; passes?: string[] }[],
  dir: string,
): Record<string, string> {
  const loaders: Parameters<typeof resolveEnv>[0]["loaders"][number][] = [];
  for (const { file, dialect, override, passes } of files) {
    const content = readPlainFile(resolve(dir, file));
    if (content === null) continue;
    const last = loaders.at(-1);
    // Several files of one loader: which of them wins is that loader's own rule.
    if (last?.dialect === dialect && last.override === override && !passes)
      last.files.push({ file, content });
    else
      loaders.push({
        dialect,
        override,
        files: [{ file, content }],
        ...(passes ? { only: { names: passes } } : {}),
      });
  }
  return resolveEnv({ environment, loaders }).environment;
}

function loadFiles(
  files: readonly string[],
  because: NonNullable<RunFacts["loaded"]>["because"],
  { environment, dialect, override }: EnvironmentQuestion,
): EnvironmentDecision {
  const set: Record<string, string> = {};
  const mended = new Set<string>();
  for (const file of files) {
    const bytes = readBytes(file);
    if (bytes === null) continue;
    const text = mend(bytes, dialect);
    for (const code of text.mended) mended.add(code);
    const { values } = readEnv(text.text, dialect, { env: { ...environment, ...set }, override });
    for (const [name, value] of Object.entries(values)) {
      if (!canBeGiven(name, value)) continue;
      if (override || environment[name] === undefined) set[name] = value;
    }
  }
  const file = files.at(-1) as string;
  return {
    set,
    loaded: { file, dialect, names: Object.keys(set), because, mended: [...mended] },
    final: { ...settled(environment), ...set },
  };
}

/**
 * The project loads by itself: only what the load comes too late for or never reaches, and what its loader loses by one of
 * the two faults that are fixed; each only where a read of it has no default, so that a start that works stays as it is.
 */
function early(working: readonly Loader[], question: EnvironmentQuestion): EnvironmentDecision {
  const { environment, reads, dir } = question;
  const mended = new Map<string, string[]>();
  const contents = (meant: boolean) =>
    working.map(({ dialect, found, override, own }) => ({
      dialect,
      override,
      own,
      // What a script does not pass on has the value that its shell has.
      files: found.flatMap((file) => {
        const bytes = readPlainFile(resolve(dir, file));
        if (bytes === null) return [];
        const text = mend(bytes, dialect);
        if (text.mended.length > 0) mended.set(file, text.mended);
        return [{ file, content: meant ? text.text : bytes }];
      }),
    }));
  const exact = resolveEnv({ environment, loaders: contents(false) });
  const limited = working.map(({ only }) => only);
  const passed = limited.some(Boolean)
    ? contents(false).map((one, at) => ({ ...one, ...(limited[at] ? { only: limited[at] } : {}) }))
    : null;
  const final = passed ? resolveEnv({ environment, loaders: passed }).environment : exact.environment;
  if (!working.every((loader) => loader.plain)) return { set: {}, loaded: null, final };
  const meant = mended.size > 0 ? resolveEnv({ environment, loaders: contents(true) }) : exact;

  const bound = reads.filter((read) => read.reached && !read.hasDefault && read.when !== "request");
  const seen = question.lacking ?? [];
  const missed = new Set([...namesOf(bound.filter((read) => read.loaded === false)), ...seen]);
  const needed = namesOf(bound);
  const demanded = new Set([...namesOf(reads.filter((read) => read.required)), ...seen]);
  const values = new Map(exact.variables.map((one) => [one.name, one.value]));
  const set: Record<string, string> = {};
  let from: { file: string; because: "read-before-load" | "not-exported" | "mended" } | null = null;
  for (const { name, value, from: place, own } of meant.variables) {
    if (place === "environment" || environment[name] !== undefined || !canBeGiven(name, value)) continue;
    // In an object of the loader's own it never reaches the environment: only a start that would fail is helped.
    if (own && !demanded.has(name)) continue;
    const lost = values.get(name) !== value && needed.has(name);
    if (!lost && !missed.has(name)) continue;
    set[name] = values.get(name) !== undefined && !lost ? (values.get(name) as string) : value;
    const passedOn = working.some((one) => one.found.includes(place.file) && takes(one, name));
    from = { file: place.file, because: lost ? "mended" : passedOn ? "read-before-load" : "not-exported" };
  }
  if (from === null) return { set, loaded: null, final };
  const { file, because } = from;
  const { dialect } = working.find((one) => one.found.includes(file)) as Loader;
  const loaded = {
    file: resolve(dir, file),
    dialect,
    names: Object.keys(set),
    because,
    mended: mended.get(file) ?? [],
  };
  return { set, loaded, final: { ...final, ...set } };
}

/** A program is not started at all with a NUL in its environment, as a UTF-16 file that is read as UTF-8 has them. */
function canBeGiven(name: string, value: string): boolean {
  return !name.includes("\0") && !value.includes("\0");
}

function namesOf(reads: EnvironmentQuestion["reads"]): Set<string> {
  return new Set(reads.map((read) => read.name));
}

function nothing({ environment }: EnvironmentQuestion): EnvironmentDecision {
  return { set: {}, loaded: null, final: settled(environment) };
}

function settled(environment: EnvironmentQuestion["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The bytes of a file that was named, which may be a pipe (`--env-file <(…)`); null when there is none that can be read. */
function readBytes(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
