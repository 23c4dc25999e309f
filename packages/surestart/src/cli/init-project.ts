import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { secretForm } from "../diagnoses/_secret-form.ts";
import { readDocument, toEnvBindings } from "../env/document.ts";
import { roleOf } from "../env/names.ts";
import type { EnvBinding, Facts, Variable } from "../facts.ts";
import type { Change, SecretForm } from "../finding.ts";
import { apply } from "../fix/apply.ts";
import { lockProject } from "../fix/lock.ts";
import { planFix } from "../fix/plan.ts";
import { FixRefused } from "../fix/refusal.ts";
import { lookedAt } from "../report/looked.ts";
import { maskOf } from "../report/secrets.ts";
import { productionSwitch } from "../runtime/production.ts";
import { isSecretName } from "../secret-name.ts";
import { isPlaceholder } from "../secret-value.ts";
import type { SurveyOptions } from "../survey/index.ts";

export interface InitOptions {
  /** The project's folder, absolute. */
  dir: string;
  /** The start command; null to find it. Only asked for what the code reads. */
  argv?: readonly string[] | null;
  /** The start command of the project's config, where none is given. */
  configured?: SurveyOptions["configured"];
  /** @default process.env */
  environment?: Record<string, string | undefined>;
  /** The file to be made, relative to `dir`. @default ".env" */
  file?: string;
}

export interface InitResult {
  /** complete: nothing was missing. nothing: nothing says what it should hold. production: nothing is ever made there. */
  did: "created" | "completed" | "complete" | "nothing" | "production";
  file: string;
  /** The example that the keys come from; null: from what the code reads. */
  from: string | null;
  /** Keys that were added, with a fresh secret. */
  generated: string[];
  /** Keys that were added as the example has them. */
  copied: string[];
  /** Keys that were added without a value: only their owner knows one. */
  empty: string[];
  /** What could not be read for it, in a sentence without a full stop: nothing is claimed of that code. */
  unread?: string;
}

// An editor that saves at the same moment makes a plan void; after so many times it is something else.
const mostAttempts = 8;

/**
 * Makes the .env of a project, or adds the keys that it lacks, from .env.example, else from what the code cannot do without.
 * Secrets are generated in the form that their library takes; placeholders of secrets are never kept; nothing that is there
 * is changed. The file is for its owner alone (mode 600). Of many that do this at once one makes the file, and the others
 * see it. In production nothing is made. Throws `FixRefused` when the file cannot be written.
 */
export async function initProject(options: InitOptions): Promise<InitResult> {
  const { dir, environment = process.env, file = ".env" } = options;
  if (productionSwitch(environment) !== null)
    return { did: "production", file, from: null, generated: [], copied: [], empty: [] };
  const early = whatIsThere(dir, file);
  if (early.missing?.length === 0 && early.present)
    return { did: "complete", file, from: early.example, ...none };
  // Those who come while one is at work wait for it, and then find nothing to do.
  const release = lockProject(dir, environment);
  try {
    return await complete({ ...options, environment, file });
  } finally {
    release();
  }
}

const none = { generated: [], copied: [], empty: [] };

async function complete(
  options: InitOptions & { file: string; environment: Record<string, string | undefined> },
): Promise<InitResult> {
  const { dir, file } = options;
  let facts: Facts | null = null;
  for (let attempt = 1; ; attempt++) {
    const { example, present, missing: listed } = whatIsThere(dir, file);
    if (listed?.length === 0 && present) return { did: "complete", file, from: example, ...none };
    facts ??= await factsOf(options);
    const missing = listed ?? neededBy(facts, present ?? new Set());
    const unread = listed === null ? unreadIn(facts) : {};
    if (missing.length === 0 && (present || example === null))
      return { did: present ? "complete" : "nothing", file, from: example, ...none, ...unread };
    const variables = new Map(facts.env.variables.map((variable) => [variable.name, variable]));
    const decided = missing.map((binding) => decide(binding, variables.get(binding.key), facts!));
    try {
      const plan = planFix(
        changesFor(decided, { file, example, exists: present !== null }),
        dir,
        facts.project.root,
      );
      apply(plan, { titles: [], journal: null });
      return { did: present ? "completed" : "created", file, from: example, ...sorted(decided) };
    } catch (error) {
      if (!(error instanceof FixRefused) || attempt === mostAttempts) throw error;
    }
  }
}

/** The keys that the file has (null: there is none), and those that the example has besides (null: there is no example). */
function whatIsThere(
  dir: string,
  file: string,
): { example: string | null; present: Set<string> | null; missing: EnvBinding[] | null } {
  const example = exampleIn(dir);
  const present = existsSync(resolve(dir, file))
    ? new Set(bindingsIn(dir, file).map(({ key }) => key))
    : null;
  const missing = example === null ? null : bindingsIn(dir, example).filter(({ key }) => !present?.has(key));
  return { example, present, missing };
}

/** What a key is given: a form that is generated, a text, or nothing, since only its owner knows the value. */
interface Decided {
  key: string;
  value: SecretForm | string | null;
}

function decide(
  { key, value }: Pick<EnvBinding, "key" | "value">,
  known: Variable | undefined,
  facts: Facts,
): Decided {
  const reads = known?.reads ?? facts.source.reads.filter(({ name }) => name === key);
  const variable: Variable = known ?? {
    name: key,
    secret: isSecretName(key),
    value: null,
    setValue: null,
    from: null,
    hides: [],
    reads,
    readings: {},
  };
  const form = secretForm(variable);
  if (form) return { key, value: form };
  if (value === "" || isPlaceholder(value, variable.secret)) return { key, value: null };
  return { key, value };
}

function changesFor(
  decided: Decided[],
  { file, example, exists }: { file: string; example: string | null; exists: boolean },
): Change[] {
  if (exists || example === null)
    return decided.map(({ key, value }) => ({ do: "env-set", file, key, value: value ?? "" }));
  const secrets: Record<string, SecretForm> = {};
  const values: Record<string, string> = {};
  for (const { key, value } of decided) {
    if (value === null) values[key] = "";
    else if (typeof value !== "string") secrets[key] = value;
  }
  return [{ do: "env-from-example", example, file, secrets, values }];
}

function sorted(decided: Decided[]): Pick<InitResult, "generated" | "copied" | "empty"> {
  const keys = (wanted: (value: Decided["value"]) => boolean): string[] => [
    ...new Set(decided.filter(({ value }) => wanted(value)).map(({ key }) => key)),
  ];
  return {
    generated: keys((value) => value !== null && typeof value !== "string"),
    copied: keys((value) => typeof value === "string"),
    empty: keys((value) => value === null),
  };
}

/** The example next to the file: `.env.example` before others. */
function exampleIn(dir: string): string | null {
  const names = readdirSync(dir).filter((name) => roleOf(name) === "example");
  return names.includes(".env.example") ? ".env.example" : (names.sort()[0] ?? null);
}

function bindingsIn(dir: string, file: string): EnvBinding[] {
  const path = resolve(dir, file);
  try {
    const info = statSync(path);
    // To read a pipe that nobody writes to would wait for ever.
    if (!info.isFile() && !info.isDirectory()) throw { code: "not a regular file" };
    return toEnvBindings(readDocument(readFileSync(path)));
  } catch (error) {
    throw new FixRefused(`${file} could not be read (${(error as NodeJS.ErrnoException).code})`, file);
  }
}

async function factsOf(options: InitOptions & Required<Pick<InitOptions, "environment">>): Promise<Facts> {
  const { dir, argv = null, configured = null, environment } = options;
  const { survey } = await import("../survey/index.ts");
  return survey({ dir, argv, configured, environment, sockets: false });
}

/** Where the sources of the program are not read, that nothing is missing says nothing. */
function unreadIn(facts: Facts): Pick<InitResult, "unread"> {
  const { at, not } = lookedAt(facts, maskOf(facts));
  const languages = not.flatMap(({ language }) => language ?? []).join(" and ");
  if (at.includes("sources")) return {};
  return {
    unread: languages ? `${languages} sources are not read` : "there is no source that surestart reads",
  };
}

/** What the code cannot do without and nothing sets. */
function neededBy({ env }: Facts, has: Set<string>): { key: string; value: string }[] {
  return env.variables
    .filter(
      ({ name, setValue, reads }) =>
        setValue === null &&
        !has.has(name) &&
        reads.some(({ required, hasDefault }) => required && !hasDefault),
    )
    .map(({ name }) => ({ key: name, value: "" }));
}

/** One line that says what was done. */
export function initText({ did, file, from, generated, empty, unread }: InitResult): string {
  const list = (names: string[]): string => names.join(", ");
  const parts = [
    generated.length > 0 ? `generated: ${list(generated)}` : null,
    empty.length > 0 ? `fill in: ${list(empty)}` : null,
  ].filter((part) => part !== null);
  const more = parts.length > 0 ? ` (${parts.join("; ")})` : "";
  if (unread !== undefined)
    return `${did === "complete" ? `${file} was not checked against the code` : `There is no .env.example, so no ${file} was written`} (${unread})`;
  switch (did) {
    case "created":
      return `Wrote ${file} from ${from ?? "what the code reads"}${more}`;
    case "completed":
      return `Completed ${file} from ${from ?? "what the code reads"}${more}`;
    case "complete":
      return `${file} already has every variable that ${from ?? "the code"} ${from === null ? "needs" : "has"}`;
    case "nothing":
      return `There is no .env.example, and the code needs no variable: no ${file} was written`;
    case "production":
      return `This is production, where init does nothing: ${file} was not changed`;
  }
}
