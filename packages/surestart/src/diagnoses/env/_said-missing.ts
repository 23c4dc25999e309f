import type { Crash, Facts, SourceRead } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { isSecretName } from "../../secret-name.ts";
import type { Missing } from "../_missing.ts";

/** What a shell script's own error is called (`set -u`, `${NAME:?}`). */
const unset = "unset variable";

/**
 * A variable whose whole name no code spells out (a prefix and a word), and which the program itself says it lacks. The
 * place is the innermost line of its own that names the variable, or the end of its name.
 */
export function saidMissing(facts: Facts): (Missing & { more?: Missing[] }) | null {
  return namedByError(facts) ?? namedInList(facts) ?? namedBySettings(facts);
}

/** The package `config` lacks a setting that its own file takes from a variable, which is set nowhere. */
function namedBySettings(facts: Facts): Missing | null {
  const key = /^Configuration property "([^"]+)" is not defined/.exec(facts.run?.crash?.message ?? "")?.[1];
  const from = facts.project.configNames?.find((one) => one.key === key);
  const known = facts.env.variables.find((one) => one.name === from?.name);
  if (facts.run?.outcome !== "failed" || !from || facts.env.environment[from.name] !== undefined) return null;
  return known && known.setValue !== null ? null : demanded(from.name, from.at, "javascript");
}

/** What a program prints of what is missing, as libraries that validate the environment do before they end it: variables that are set nowhere. */
function namedInList(facts: Facts): (Missing & { more?: Missing[] }) | null {
  const { run } = facts;
  if (run?.outcome !== "failed" || run.ended !== "exited") return null;
  const lines = run.output.slice(-60);
  const names = lists.flatMap(({ head, item }) =>
    lines.flatMap((line, i) => {
      if (!head.test(line)) return [];
      const items = lines.slice(i + 1).map((one) => item.exec(one)?.[1]);
      const end = items.indexOf(undefined);
      return items.slice(0, end < 0 ? items.length : end).flatMap((name) => name ?? []);
    }),
  );
  const [first, ...more] = [...new Set(names)].flatMap((name) => setNowhere(facts, name) ?? []);
  return first ? { ...first, ...(more.length > 0 ? { more } : {}) } : null;
}

function setNowhere(facts: Facts, name: string): Missing | null {
  const known = facts.env.variables.find((one) => one.name === name);
  const first = known?.reads.find(({ reached }) => reached);
  // What the sources demand is certain without the list.
  if (known?.reads.some(({ required, reached }) => required && reached)) return null;
  if (!known || !first || known.setValue !== null || facts.env.environment[known.name] !== undefined)
    return null;
  return { variable: known, reads: [first] };
}

/** The line above such a list, and one of it: envalid and its like; class-validator, which NestJS's documentation puts to this use. */
const lists = [
  { head: /\bmissing\b.*\benv(?:ironment)?\b.*:\s*$/i, item: /^\W*([A-Z][A-Z0-9_]{2,})\b(?::|\W*$)/ },
  {
    head: /\bAn instance of \w+ has failed the validation:\s*$/,
    item: /^\s*- property ([A-Z][A-Z0-9_]{2,}) has failed the following constraints: /,
  },
];

function namedByError(facts: Facts): Missing | null {
  const crash = facts.run?.outcome === "failed" ? facts.run.crash : null;
  if (!crash || crash.at === null || (crash.language === "other" && crash.name !== unset)) return null;
  const names = new Set(crash.message.match(/\b(?!ERR_)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []);
  const [name] = names;
  if (name === undefined || names.size > 1 || isKnown(facts, name) || !saysMissing(crash, name)) return null;
  return demanded(
    name,
    placeOf(crash, name) ?? crash.at,
    crash.language === "python" ? "python" : "javascript",
  );
}

/** A variable of which nothing else is known, demanded there. */
function demanded(name: string, at: Place, language: SourceRead["language"]): Missing {
  const read: SourceRead = {
    name,
    at,
    language,
    required: true,
    fallback: null,
    hasDefault: false,
    when: "start",
    loaded: null,
    reached: true,
  };
  const variable = {
    name,
    secret: isSecretName(name),
    value: null,
    setValue: null,
    from: null,
    hides: [],
    reads: [read],
    readings: {},
  };
  return { variable, reads: [read] };
}

function isKnown(facts: Facts, name: string): boolean {
  return (
    facts.env.environment[name] !== undefined ||
    facts.env.variables.some((v) => v.name === name && (v.reads.length > 0 || v.setValue !== null))
  );
}

function saysMissing({ name: error, message, frames }: Crash, name: string): boolean {
  if (error === unset) return true;
  // A KeyError of a table of the program's own says nothing about variables.
  if (error === "KeyError") return frames.some((f) => /^<frozen os>$|(^|\/)os\.py$/.test(f.file));
  return (
    message.trim() === name ||
    /\b(missing|unset|required|undefined|not (be )?(set|defined|found|configured|provided|given)|must be (set|defined|given|provided)|no value)\b/i.test(
      message,
    )
  );
}

function placeOf({ frames }: Crash, name: string): Place | null {
  const frame = frames.findLast(
    (f) =>
      f.own &&
      [...(f.text ?? "").matchAll(/["'`]([A-Za-z0-9_]{2,})["'`]/g)].some((m) =>
        name.endsWith((m[1] as string).toUpperCase()),
      ),
  );
  return frame ? { file: frame.file, line: frame.line } : null;
}
