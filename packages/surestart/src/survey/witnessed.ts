import type { Facts, SourceRead, Variable, WitnessFacts, WitnessFailure, WitnessLack } from "../facts.ts";
import type { Place } from "../finding.ts";
import { isSecretName } from "../secret-name.ts";

/**
 * The facts with what a second look saw of the failure: the reads that got nothing for it are reads that the start cannot do
 * without, and the value that the failing call was given is one that it refuses, whatever path they took. What else was seen
 * stays in `witness`.
 */
export function witnessed(facts: Facts): Facts {
  const noted = facts.witness?.failure;
  if (!facts.witness || !noted) return facts;
  const failure = { ...noted, lacks: noted.lacks.filter((lack) => !hasDefault(facts, lack)) };
  const witness = { ...facts.witness, failure };
  return withSeen(withoutUnreached({ ...facts, witness }, witness), witness, failure);
}

/** What the program has never asked for until it failed is not why it failed. */
function withoutUnreached(facts: Facts, witness: WitnessFacts): Facts {
  // Whoever takes a copy of all of them asks for none by name.
  if (
    facts.run?.outcome === "healthy" ||
    !witness.sure ||
    witness.copies.length > 0 ||
    witness.reads.length >= mostReads
  )
    return facts;
  const asked = new Set(witness.reads.map(({ name }) => name));
  const known = (read: SourceRead): SourceRead =>
    asked.has(read.name) || read.schema || read.store || !isOf(witness.language, read)
      ? read
      : { ...read, reached: false };
  return {
    ...facts,
    source: { ...facts.source, reads: facts.source.reads.map(known) },
    env: {
      ...facts.env,
      variables: facts.env.variables.map((one) => ({ ...one, reads: one.reads.map(known) })),
    },
  };
}

/** An observer that has noted this many may have stopped. */
const mostReads = 1000;

function isOf(language: WitnessFacts["language"], read: SourceRead): boolean {
  return language === "python" ? read.language === "python" : /^(?:java|type)script$/.test(read.language);
}

function withSeen(facts: Facts, witness: WitnessFacts, failure: WitnessFailure): Facts {
  // Of a program that went on, only what it was healed of is left to be told.
  const values = facts.run?.outcome === "healthy" ? [] : refused(facts, witness, failure);
  const seen = [...unmet(facts, witness), ...lacking(facts, witness, failure), ...values];
  if (seen.length === 0) return facts;
  const known = new Set(facts.env.variables.map(({ name }) => name));
  const variables = facts.env.variables.map((variable) => {
    const reads = seen.filter(({ name }) => name === variable.name);
    return reads.length === 0 ? variable : { ...variable, reads: reads.reduce(merged, variable.reads) };
  });
  const others = new Set(seen.map(({ name }) => name).filter((name) => !known.has(name)));
  for (const name of others) variables.push(variableOf(facts, name, seen));
  return {
    ...facts,
    source: { ...facts.source, reads: seen.reduce(merged, facts.source.reads) },
    env: { ...facts.env, variables },
  };
}

/** What a .env has and a read did not find: whoever gives one of them gives all. */
function unmet(facts: Facts, witness: WitnessFacts): SourceRead[] {
  const files = facts.env.files.filter(({ role }) => role === "env");
  const set = new Set(files.flatMap(({ bindings }) => bindings.map(({ key }) => key)));
  return witness.reads.flatMap(({ name, found, at, by }) =>
    found === "missing" && at && by === undefined && set.has(name)
      ? [{ ...plain(facts, witness, name, at), loaded: false }]
      : [],
  );
}

function lacking(facts: Facts, witness: WitnessFacts, failure: WitnessFailure): SourceRead[] {
  // A call that was given a value as well may have failed for that.
  const open = failure.gave.length > 0 && failure.raises !== true;
  return failure.lacks
    .filter(({ sure }) => sure || !open)
    .map((lack) => {
      const read = witness.reads.find((one) => one.name === lack.name && one.at?.line === lack.at.line);
      const late = witness.writes.find((one) => one.name === lack.name && one.order > (read?.order ?? 0));
      return {
        ...plain(facts, witness, lack.name, demandOf(facts, failure, lack)),
        seen: lack.sure ? "certain" : "likely",
        required: true,
        refusesEmpty: true,
        loaded: lack.found === "missing" ? false : null,
        ...(late?.at ? { lateLoad: late.at } : {}),
      };
    });
}

/** It is set nowhere, and the code goes on with a default that is not empty: that is what the line was given. */
function hasDefault({ source, env }: Facts, { name, at }: WitnessLack): boolean {
  const set = env.variables.find((one) => one.name === name)?.setValue != null;
  const read = source.reads.find((one) => isSame(one, { name, at }));
  return !set && read?.hasDefault === true && read.fallback !== "";
}

/** Where the program names it: the call of its helper, where one of those made or was handed the name; else the read itself. */
function demandOf({ source }: Facts, { frames }: WitnessFailure, { name, at }: WitnessLack): Place {
  const isRead = (place: Place): boolean => source.reads.some((read) => isSame(read, { name, at: place }));
  if (isRead(at)) return at;
  const own = frames.filter((frame) => frame.own).reverse();
  const naming = own.find((frame) => isRead(frame.at));
  if (naming) return naming.at;
  const [inner, caller] = own;
  const helps = inner?.at.file === at.file && !/^(?:(?:Object\.)?<(?:anonymous|module)>)?$/.test(inner.in);
  return helps && caller && caller.at.file !== at.file ? caller.at : at;
}

/** Python's and Node's words for a value that something cannot use. */
const refusals =
  /^(?:ValueError|.*(?:Invalid|Malformed|Decode|Parse|Argument|Validation|Format|URL|Key|Settings|Config)\w*(?:Error|Exception)?)$/;
const refusalCodes = /^ERR_(?:INVALID_(?:URL|ARG_VALUE)|SOCKET_BAD_PORT|OUT_OF_RANGE|CRYPTO_\w+)$/;

/**
 * The one variable whose whole value the failing call was given. A line of the project that raises by itself says that it
 * refuses what it checked, whatever its error is called; any other may fail for a fault of its own.
 */
function refused(facts: Facts, witness: WitnessFacts, failure: WitnessFailure): SourceRead[] {
  const [gift, ...others] = failure.gave;
  const crash = facts.run?.crash;
  if (gift && crash && speaksOfOthers(crash.lines, gift)) return [];
  if (!gift || others.length > 0 || gift.how !== "whole" || failure.lacks.length > 0 || !crash) return [];
  const own = failure.frames.at(-1)?.own === true;
  const refuses = crash.code === null ? refusals.test(crash.name) : refusalCodes.test(crash.code);
  const value = valueIn(facts, gift.name);
  const repeats = crash.code === null && value !== null && value.length > 3 && crash.message.includes(value);
  if (!refuses && !repeats && !(own && crash.code === null && failure.raises === true)) return [];
  // A loader looks, too, whether a variable is there already.
  const reads = witness.reads.filter((one) => one.name === gift.name && one.at);
  const at = (reads.find((one) => one.by === undefined) ?? reads[0])?.at ?? failure.at;
  if (value === null || value === "" || !at) return [];
  return [{ ...plain(facts, witness, gift.name, at), seen: "certain", refuses: [value] }];
}

/** A settings class lists the fields that it refuses, and this variable is not among them. */
function speaksOfOthers(lines: readonly string[], { name, as }: WitnessFailure["gave"][number]): boolean {
  const fields = lines.flatMap((line, i) =>
    /\[type=\w+/.test(lines[i + 1] ?? "") ? (/^(\w+)(?:\.\w+)*$/.exec(line)?.[1]?.toUpperCase() ?? []) : [],
  );
  const own = (field: string): boolean => name.toUpperCase().endsWith(field) || as.toUpperCase() === field;
  return fields.length > 0 && !fields.some(own);
}

function valueIn(facts: Facts, name: string): string | null {
  const variable = facts.env.variables.find((one) => one.name === name);
  return variable?.value ?? variable?.setValue ?? facts.env.environment[name] ?? null;
}

function plain(facts: Facts, { language }: WitnessFacts, name: string, at: SourceRead["at"]): SourceRead {
  const known = facts.source.reads.find((one) => isSame(one, { name, at }));
  return {
    name,
    at: known?.at ?? at,
    language: language === "python" ? "python" : "javascript",
    required: false,
    fallback: null,
    hasDefault: false,
    when: "start",
    loaded: null,
    reached: true,
  };
}

function merged(reads: SourceRead[], seen: SourceRead): SourceRead[] {
  const known = reads.find((one) => isSame(one, seen));
  if (!known) return [seen, ...reads];
  const { at: _, language: __, fallback: ___, ...more } = seen;
  const both: SourceRead = {
    ...known,
    ...more,
    required: known.required || seen.required,
    hasDefault: known.hasDefault,
    loaded: seen.loaded ?? known.loaded,
  };
  return [both, ...reads.filter((one) => one !== known)];
}

function isSame(one: Pick<SourceRead, "name" | "at">, other: Pick<SourceRead, "name" | "at">): boolean {
  return one.name === other.name && one.at.file === other.at.file && one.at.line === other.at.line;
}

/** No file has it and no source names it: it is in the environment, or nowhere. */
function variableOf({ env }: Facts, name: string, seen: SourceRead[]): Variable {
  const value = env.environment[name] ?? null;
  return {
    name,
    secret: isSecretName(name),
    value,
    setValue: value,
    from: value === null ? null : "environment",
    hides: [],
    reads: seen.filter((read) => read.name === name),
    readings: {},
  };
}
