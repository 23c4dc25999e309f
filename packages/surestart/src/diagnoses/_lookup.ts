import type { Sentence } from "../diagnose.ts";
import type { Crash, EnvBinding, EnvFile, EnvProblem, Facts, SourceRead, Variable } from "../facts.ts";
import type { Place, RelatedPlace } from "../finding.ts";
import { joined } from "../joined.ts";
import { literally, wholeName } from "../literally.ts";
import { bindingsByKey, bindingsByLine, variablesByName } from "./_index.ts";
import { saidNotGiven } from "./_not-given.ts";

export function variableOf(facts: Facts, name: string): Variable | undefined {
  return variablesByName(facts.env.variables).get(name)?.[0];
}

/** Reads without which the start cannot go on: required, reached from the entry, not only in a request. */
export function startReads(variable: Variable): SourceRead[] {
  return variable.reads.filter((r) => r.required && r.reached && r.when !== "request");
}

/** Another name of an `either` group is set: nothing is missing. */
export function satisfiedByOther(facts: Facts, read: SourceRead): boolean {
  return (read.either ?? []).some((name) => name !== read.name && variableOf(facts, name)?.setValue != null);
}

function envFile(facts: Facts, file: string): EnvFile | undefined {
  return facts.env.files.find((f) => f.file === file);
}

export function bindingAt(facts: Facts, place: Place): EnvBinding | undefined {
  const file = envFile(facts, place.file);
  return file && bindingsByLine(file.bindings).get(place.line ?? 0)?.[0];
}

/** Bindings of a key in files that loaders read, in the order of the files. */
export function bindingsOf(facts: Facts, key: string): { file: string; binding: EnvBinding }[] {
  return facts.env.files
    .filter((f) => f.role === "env")
    .flatMap((f) => (bindingsByKey(f.bindings).get(key) ?? []).map((binding) => ({ file: f.file, binding })));
}

/**
 * The line that gives the program a variable. Where no loader brings it there, the line of a file that is read, else the one
 * that a person would take. undefined: the environment has it, or no file has.
 */
export function countingBinding(
  facts: Facts,
  { name, from, setValue }: Variable,
): { file: string; binding: EnvBinding } | undefined {
  if (from === "environment") return undefined;
  const all = bindingsOf(facts, name);
  return (
    all.find((b) => from !== null && b.file === from.file && b.binding.line === from.line) ??
    all.findLast((b) => readByProgram(facts, b.file)) ??
    all.findLast((b) => b.binding.value === setValue) ??
    all.at(-1)
  );
}

export function valuePlace(file: string, binding: EnvBinding): Place {
  return { file, line: binding.line, column: binding.valueColumn, endColumn: binding.valueEndColumn };
}

export function keyPlace(file: string, binding: EnvBinding): Place {
  return {
    file,
    line: binding.line,
    column: binding.keyColumn,
    endColumn: binding.keyColumn + binding.key.length,
  };
}

/** Faults of the text with this code, in files that some loader of the program reads. */
export function problemsOf(facts: Facts, code: string): { file: EnvFile; problem: EnvProblem }[] {
  return facts.env.files
    .filter((f) => f.role === "env")
    .flatMap((file) => file.problems.filter((p) => p.code === code).map((problem) => ({ file, problem })));
}

/** The files that the loaders of the program itself read. */
export function readByProgram(facts: Facts, file: string): boolean {
  if (facts.env.loadedByRun?.file === file) return true;
  return facts.env.loaders.some((l) => l.found.includes(file));
}

/** The program's own error speaks of this name, as a word. */
export function crashNames(facts: Facts, name: string): boolean {
  const crash = facts.run?.crash;
  if (!crash) return false;
  const word = wholeName(name);
  return [crash.message, ...crash.causes.map((c) => c.message), ...crash.lines].some((text) =>
    word.test(text),
  );
}

/** The program's own error passed through a read of this variable, or through a line that uses what was read there. */
export function crashTouches(facts: Facts, variable: Variable | undefined): boolean {
  const crash = facts.run?.crash;
  if (!crash || !variable) return false;
  const key = crash.name === "KeyError" ? /^'(\w+)'$/.exec(crash.message)?.[1] : undefined;
  // The environment itself says which one it lacks: whatever else is read nearby is not the cause.
  if (facts.env.variables.some((v) => v.name === key)) return variable.name === key;
  return (
    crashNames(facts, variable.name) ||
    variable.reads.some(
      (read) =>
        read.seen || ((variable.value === null || read.loaded === false) && saidNotGiven(facts, read)),
    ) ||
    variable.reads.some(
      (read) => touches(crash, read) || failsField(crash, read) || printedBefore(facts, crash, read),
    )
  );
}

/** A settings class names the field that it refuses, on a line of its own, and not the variable. */
function failsField(crash: Crash, read: SourceRead): boolean {
  if (!read.schema || !read.assignedTo || !/ValidationError|SettingsError/.test(crash.name)) return false;
  const field = new RegExp(`^\\s*${literally(read.assignedTo)}(?:\\s*$| -> |\\.)`, "im");
  return crash.lines.some((line) => field.test(line));
}

/** A schema prints the fields that it refuses and then throws an error without them, from the file in which they stand. */
function printedBefore({ run }: Facts, crash: Crash, read: SourceRead): boolean {
  if (!read.schema || !crash.frames.some((f) => f.own && f.file === read.at.file)) return false;
  const quoted = new RegExp(`(['"])${literally(read.assignedTo ?? read.name)}\\1`);
  return (run?.output ?? []).slice(-100).some((line) => quoted.test(line));
}

const near = 4;

function touches(crash: Crash, read: SourceRead): boolean {
  return crash.frames.some((frame) => {
    if (!frame.own) return false;
    if (frame.file === read.at.file && Math.abs(frame.line - (read.at.line ?? 0)) <= near) return true;
    return Boolean(read.assignedTo && frame.text && wholeName(read.assignedTo).test(frame.text));
  });
}

/** How near a finding about variables is to the failure: it explains the crash, or it would fail a start. */
export function roleOf(facts: Facts, variables: (Variable | undefined)[]): Sentence["role"] {
  return variables.some((v) => crashTouches(facts, v)) ? "crash" : "would";
}

/** `run` gave the program this variable by itself. */
export function loadedByRun(facts: Facts, name: string): boolean {
  return facts.run?.loaded?.names.includes(name) === true;
}

/** The value that the program had: what its own loaders give or, where it failed with it, what `run` gave it in their place. */
export function valueHad(facts: Facts, variable: Variable): string | null {
  return variable.value ?? (loadedByRun(facts, variable.name) ? variable.setValue : null);
}

/** What `run` has given the program keeps it from nothing, however it ends: that it would be missing is worth knowing. */
export function metRole(facts: Facts): Sentence["role"] {
  return facts.run?.outcome === "healthy" ? "met" : "none";
}

export function relatedReads(reads: SourceRead[], note: (read: SourceRead) => string): RelatedPlace[] {
  return reads.map((read) => ({ ...read.at, note: note(read) }));
}

export function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

/** Names of files and keys in a sentence: "A", "A and B", "A, B and 3 more". */
export function listed(words: readonly string[], most = 3): string {
  const unique = [...new Set(words)];
  if (unique.length <= most) return joined(unique);
  return `${unique.slice(0, most - 1).join(", ")} and ${unique.length - most + 1} more`;
}
