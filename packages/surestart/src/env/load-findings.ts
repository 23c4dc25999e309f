import type { Dialect } from "../facts.ts";
import type { Finding, Place } from "../finding.ts";
import { nearName } from "../near.ts";
import { openLength } from "../open-value.ts";
import { isSecret } from "../secret-value.ts";
import { bindingsOf, keyOf, LineIndex } from "./document.ts";
import type { LoadedFile } from "./loaded-file.ts";
import { problemsOf } from "./problems.ts";
import { own } from "./reading.ts";
import { type SchemaIssue, variableOf } from "./schema.ts";

/** A file that was named, or found, and cannot be read. */
export function unreadableFinding(file: string, error: NodeJS.ErrnoException): Finding {
  const missing = error.code === "ENOENT" || error.code === "ENOTDIR";
  return {
    code: missing ? "env/file-missing" : "env/file-unreadable",
    severity: "error",
    confidence: "certain",
    title: missing ? `${file} does not exist` : `${file} could not be read`,
    detail: missing
      ? "It is in the list of files to load."
      : (reasons[error.code ?? ""] ?? `The system says ${error.code}.`),
    at: { file },
    fixes: [],
  };
}

const reasons: Record<string, string> = {
  EACCES: "This user has no permission to read it.",
  EPERM: "This user has no permission to read it.",
  EISDIR: "It is a folder.",
  ELOOP: "It is a link that leads to itself.",
};

/** Faults of a text that cost variables whatever the schema says. */
export function textFindings(file: string, document: LoadedFile["document"], dialect: Dialect): Finding[] {
  return problemsOf(document, [dialect], { file })
    .filter(
      ({ code, args }) =>
        code === "env/unterminated-quote" || (code === "env/encoding" && args["kind"] !== "bom"),
    )
    .map(({ code, at, key, loses, args }) => ({
      code: code as Finding["code"],
      severity: "error",
      confidence: "certain",
      title:
        code === "env/encoding"
          ? `${file} is not plain UTF-8 (${String(args["kind"])})`
          : `The quote that opens the value of ${key} is never closed`,
      detail:
        loses.length > 0
          ? `Not read because of it: ${loses.join(", ")}.`
          : "Values may differ from what they look like.",
      at,
      fixes: [],
    }));
}

interface Context {
  files: readonly LoadedFile[];
  environment: Readonly<Record<string, string | undefined>>;
  dialect: Dialect;
  override: boolean;
}

/** What a schema does not accept. */
export function issueFinding(issue: SchemaIssue, context: Context): Finding {
  const name = variableOf(issue);
  const value = name === null ? undefined : own(context.environment, name);
  if (name !== null && value === undefined) return missingFinding(name, context);
  const hidden = value === "" && name !== null ? hiddenFinding(name, context) : null;
  if (hidden !== null) return hidden;
  const finding: Finding = {
    code: "env/invalid-value",
    severity: "error",
    confidence: "certain",
    title: name === null ? "The environment does not match the schema" : `${name} does not match the schema`,
    detail: `${sentence(masked(issue.message, name, value, context))}${cause(name, context)}`,
    fixes: [],
  };
  const at = name === null ? undefined : placeOf(name, context);
  if (at) finding.at = at;
  else if (name !== null) finding.detail += " It comes from the environment of the process.";
  return finding;
}

/** An empty variable of the environment is refused, and a file has a value for it. */
function hiddenFinding(name: string, context: Context): Finding | null {
  const holder = context.files.findLast(({ values }) => (own(values, name) ?? "") !== "");
  if (holder === undefined || context.override || own(process.env, name) !== "") return null;
  const at = lineOf(name, [holder]);
  return {
    code: "env/shell-overrides-file",
    severity: "error",
    confidence: "certain",
    title: `${name} is empty in the environment, which hides the one in ${holder.file}`,
    detail: `The process was started with ${name}= and nothing after it. The environment wins, even if the value is empty.`,
    ...(at === undefined ? {} : { at }),
    fixes: [
      {
        id: "unset",
        title: `Remove ${name} from the environment, so that the one in ${holder.file} counts`,
        safety: "manual",
        command: `unset ${name}`,
        changes: [],
      },
    ],
  };
}

function missingFinding(name: string, context: Context): Finding {
  const inFiles = context.files.flatMap(({ values }) => Object.keys(values));
  const near = nearName(name, inFiles) ?? nearName(name, Object.keys(context.environment));
  const files = context.files.map(({ file }) => file).join(", ");
  const read = files === "" ? "There is no .env to read." : `Read: ${files}.`;
  const finding: Finding = {
    code: near ? "env/misspelled-variable" : "env/missing-variable",
    severity: "error",
    confidence: near ? "likely" : "certain",
    title: near ? `${name} is not set, but ${near} is` : `${name} is not set`,
    detail: near
      ? `Is ${near} meant to be ${name}?`
      : `The schema requires it.${cause(name, context) || ` ${read}`}`,
    fixes: [],
  };
  const at = near ? placeOf(near, context) : lostAt(name, context)?.at;
  if (at) finding.at = at;
  return finding;
}

/** The line of each of these variables, which the files have set. */
export function placesOf(names: Iterable<string>, files: readonly LoadedFile[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const name of names) {
    const place = lineOf(name, files);
    if (place !== undefined) places.set(name, place);
  }
  return places;
}

/** The line of a value that counts. */
function placeOf(name: string, { files, override }: Context): Place | undefined {
  if (!override && own(process.env, name) !== undefined) return undefined;
  return lineOf(name, files);
}

/** The last line that sets it. */
function lineOf(name: string, files: readonly LoadedFile[]): Place | undefined {
  for (const { file, document } of files.toReversed()) {
    const binding = bindingsOf(document).findLast((binding) => keyOf(document, binding) === name);
    if (!binding) continue;
    const index = new LineIndex(document.text);
    const column = index.column(binding.keyStart);
    return { file, line: binding.line, column, endColumn: index.column(binding.keyEnd) };
  }
  return undefined;
}

/** The fault of the text that this variable suffers from. */
function lostAt(name: string, context: Context): ReturnType<typeof problemsOf>[number] | undefined {
  for (const { file, document } of context.files.toReversed()) {
    const problem = problemsOf(document, [context.dialect], { file, env: context.environment }).find(
      ({ key, loses }) => key === name || loses.includes(name),
    );
    if (problem) return problem;
  }
  return undefined;
}

function cause(name: string | null, context: Context): string {
  const problem = name === null ? undefined : lostAt(name, context);
  if (!problem) return "";
  return ` ${problem.at.file}:${problem.at.line} has a fault that explains it (${problem.code}).`;
}

function sentence(message: string): string {
  const whole = /[.!?]$/.test(message) ? message : `${message}.`;
  return whole.slice(0, 1).toUpperCase() + whole.slice(1);
}

/**
 * A validator may quote the value that it refuses; no more than two characters of it may be shown, of a secret none. What
 * may be shown whole, such as NODE_ENV, is left as the validator says it.
 */
function masked(message: string, name: string | null, value: string | undefined, context: Context): string {
  const values = name === null ? Object.entries(context.environment) : [[name, value] as const];
  for (const [key, text] of values) {
    if (text === undefined || text === "") continue;
    const secret = isSecret(key, text);
    if (openLength(key, text) === text.length) continue;
    if (!quotes(message, text, secret) || (name === null && !secret)) continue;
    const shown = secret || text.length < 3 ? "" : ` beginning with ${JSON.stringify(text.slice(0, 2))}`;
    return `Its value (${text.length} characters${shown}) is refused`;
  }
  return message;
}

/** The message has this value, or a part of it of at least so many characters, as quoted text. */
function quotes(message: string, value: string, secret: boolean): boolean {
  const least = secret ? 1 : 3;
  if (value.length < least) return false;
  const size = Math.max(least, Math.min(value.length, 6));
  for (let at = 0; at + size <= value.length && at < 4096; at++) {
    const part = value.slice(at, at + size);
    for (let found = message.indexOf(part); found >= 0; found = message.indexOf(part, found + 1))
      if (secret || !isCommonWord(message, found, value, at)) return true;
  }
  return false;
}

/**
 * What both have in common around these two places is one ordinary word, and neither the whole value nor the beginning of
 * more: a message that says "in memory" quotes nothing of ":memory:".
 */
function isCommonWord(message: string, found: number, value: string, at: number): boolean {
  let [start, end] = [at, at];
  while (start > 0 && value[start - 1] === message[found - at + start - 1]) start--;
  while (end < value.length && value[end] === message[found - at + end]) end++;
  const common = value.slice(start, end);
  const around = [value[start - 1], value[end], message[found - at + start - 1], message[found - at + end]];
  return (
    common !== value &&
    /^[a-z]{6,14}$/.test(common.trim()) &&
    around.every((character) => character === undefined || !/[\w-]/.test(character))
  );
}
