import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SurestartError } from "../error.ts";
import type { Dialect } from "../facts.ts";
import type { Finding, Place } from "../finding.ts";
import { relativeTo } from "../folders.ts";
import { filesOfMode, type Order, orderOf } from "../known/_conventions.ts";
import { readEnv } from "./dialects.ts";
import { readDocument } from "./document.ts";
import { issueFinding, placesOf, textFindings, unreadableFinding } from "./load-findings.ts";
import type { LoadedFile } from "./loaded-file.ts";
import { mend } from "./mend.ts";
import { own } from "./reading.ts";
import { isSchema, type OutputOf, type StandardSchema, validateNow } from "./schema.ts";

export interface LoadOptions<S extends StandardSchema = StandardSchema> {
  /** The folder of the files. @default process.cwd() */
  dir?: string;
  /**
   * The files to read; the later one wins, and each must exist. Or the name of a convention; then those that exist.
   * @default the convention of the framework in use: `.env`, `.env.local` and, with NODE_ENV, `.env.production` and its like
   */
  files?: readonly string[] | Order;
  /** How they are read. @default "node" */
  dialect?: Dialect;
  /** The files win over the environment. @default false */
  override?: boolean;
  /** Any Standard Schema (zod, valibot, arktype …) for the whole environment; its output is the result. */
  schema?: S;
  /** Told, before `loadEnv` returns, which line each variable comes from that a file has set; not called when it throws. */
  onPlaces?: (places: ReadonlyMap<string, Place>) => void;
}

/** The environment after the load. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads .env files into `process.env`. Prints nothing. The byte order mark and the blank after the `=` of an empty value,
 * by which some loaders lose a variable, do no harm. A schema alone does for `{ schema }`.
 *
 * @throws TypeError for an option that does not exist.
 * @throws SurestartError with every problem at once, in its `findings`: files that cannot be read, quotes that never close,
 *   variables that the schema misses (with the near name that is set) or refuses, each with file and line. Nothing is set then.
 */
export function loadEnv<S extends StandardSchema>(options: LoadOptions<S> & { schema: S }): OutputOf<S>;
export function loadEnv<S extends StandardSchema>(schema: S): OutputOf<S>;
export function loadEnv(options?: LoadOptions): Env;
export function loadEnv(given: LoadOptions | StandardSchema = {}): unknown {
  const options = optionsOf(given);
  const dir = resolve(options.dir ?? ".");
  const dialect = options.dialect ?? "node";
  const override = options.override ?? false;
  const findings: Finding[] = [];
  const files: LoadedFile[] = [];
  const environment: Record<string, string | undefined> = { ...process.env };
  const fromFiles = new Map<string, string>();
  for (const name of namesOf(options.files, dir)) {
    const path = resolve(dir, name);
    const file = relativeTo(dir, path);
    try {
      const bytes = readFileSync(path);
      const env = override ? { ...environment } : { ...Object.fromEntries(fromFiles), ...process.env };
      const { values } = readEnv(mend(bytes).content, dialect, { env, override: true });
      const document = readDocument(bytes);
      files.push({ file, document, values });
      findings.push(...textFindings(file, document, dialect));
      for (const [key, value] of Object.entries(values))
        if (override || own(process.env, key) === undefined) fromFiles.set(key, value);
    } catch (error) {
      findings.push(unreadableFinding(file, error as NodeJS.ErrnoException));
    }
  }
  for (const [key, value] of fromFiles) environment[key] = value;
  const result = options.schema ? validateNow(options.schema, environment) : { value: environment };
  for (const issue of result.issues ?? [])
    findings.push(issueFinding(issue, { files, environment, dialect, override }));
  const [first, ...rest] = findings;
  if (first) throw new SurestartError([first, ...rest], { message: messageOf(findings) });
  for (const [key, value] of fromFiles) process.env[key] = value;
  options.onPlaces?.(placesOf(fromFiles.keys(), files));
  return (result as { value: unknown }).value;
}

const known = new Set(["dir", "files", "dialect", "override", "schema", "onPlaces"]);

/** An option that is not known would be ignored, and with it the check that somebody meant to have. */
function optionsOf(given: LoadOptions | StandardSchema): LoadOptions {
  if (isSchema(given)) return { schema: given };
  const unknown =
    typeof given === "object" && given !== null ? Object.keys(given).find((key) => !known.has(key)) : "";
  if (unknown === undefined) return given;
  throw new TypeError(
    `loadEnv ${unknown === "" ? "takes an options object" : `has no option ${unknown}`}: loadEnv({ files: [".env"], schema: z.object({ … }) })`,
  );
}

function namesOf(files: LoadOptions["files"], dir: string): readonly string[] {
  if (typeof files === "object") return files;
  const mode = process.env["NODE_ENV"];
  const all = mode ? filesOfMode(mode, files ?? orderIn(dir)) : [".env", ".env.local"];
  return all.filter((name) => existsSync(join(dir, name)));
}

/** The order of the framework that package.json names. */
function orderIn(dir: string): Order {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    const named = Object.keys(orderOf).find((name) => name in { ...dependencies, ...devDependencies });
    return orderOf[named ?? ""] ?? "next";
  } catch {
    return "next";
  }
}

/** One line for each finding, with its place. */
function messageOf(findings: readonly Finding[]): string {
  const lines = findings.map(({ title, detail, at }) => {
    const place = at ? `${at.file}${at.line === undefined ? "" : `:${at.line}`}: ` : "";
    return `  ${place}${title}. ${detail}`;
  });
  const count = findings.length === 1 ? "a problem" : `${findings.length} problems`;
  return `the environment has ${count}\n${lines.join("\n")}`;
}
