import type { Facts, SourceRead, Variable, WitnessFacts, WitnessFailure } from "../facts.ts";
import { isSecretName } from "../secret-name.ts";

/**
 * The facts with what a second look saw of the failure: the reads that got nothing for it are reads that the start cannot do
 * without, and the value that the failing call was given is one that it refuses, whatever path they took. What else was seen
 * stays in `witness`.
 */
export function witnessed(facts: Facts): Facts {
  const { witness } = facts;
  const failure = witness?.failure;
  if (!witness || !failure) return facts;
  const seen = [...lacking(facts, witness, failure), ...refused(facts, witness, failure)];
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

function lacking(facts: Facts, witness: WitnessFacts, failure: WitnessFailure): SourceRead[] {
  // A call that was given a value as well may have failed for that.
  const open = failure.gave.length > 0 && failure.raises !== true;
  return failure.lacks
    .filter(({ sure }) => sure || !open)
    .map((lack) => {
      const read = witness.reads.find((one) => one.name === lack.name && one.at?.line === lack.at.line);
      const late = witness.writes.find((one) => one.name === lack.name && one.order > (read?.order ?? 0));
      return {
        ...plain(facts, witness, lack.name, lack.at),
        seen: lack.sure ? "certain" : "likely",
        required: true,
        refusesEmpty: true,
        loaded: lack.found === "missing" ? false : null,
        ...(late?.at ? { lateLoad: late.at } : {}),
      };
    });
}

/** Python's and Node's words for a value that something cannot use. */
const refusals =
  /^(?:ValueError|.*(?:Invalid|Malformed|Decode|Parse|Argument|Validation|Format|URL|Key)\w*(?:Error|Exception)?)$/;
const refusalCodes = /^ERR_(?:INVALID_(?:URL|ARG_VALUE)|SOCKET_BAD_PORT|OUT_OF_RANGE|CRYPTO_\w+)$/;

/**
 * The one variable whose whole value the failing call was given. A line of the project that raises by itself says that it
 * refuses what it checked, whatever its error is called; any other may fail for a fault of its own.
 */
function refused(facts: Facts, witness: WitnessFacts, failure: WitnessFailure): SourceRead[] {
  const [gift, ...others] = failure.gave;
  const crash = facts.run?.crash;
  if (!gift || others.length > 0 || gift.how !== "whole" || failure.lacks.length > 0 || !crash) return [];
  const own = failure.frames.at(-1)?.own === true;
  const refuses = crash.code === null ? refusals.test(crash.name) : refusalCodes.test(crash.code);
  if (!refuses && !(own && crash.code === null && failure.raises === true)) return [];
  const value = valueIn(facts, gift.name);
  const at = witness.reads.find((one) => one.name === gift.name && one.at && !one.by)?.at;
  if (value === null || value === "" || !at) return [];
  return [{ ...plain(facts, witness, gift.name, at), refuses: [value] }];
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
    seen: "certain",
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
