import { defineDiagnosis } from "../../diagnose.ts";
import type { Dialect, Facts, SourceRead, Variable } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import {
  bindingAt,
  bindingsOf,
  countingBinding,
  crashTouches,
  keyPlace,
  listed,
  relatedReads,
  valueHad,
  valuePlace,
  variableOf,
} from "../_lookup.ts";
import { oddFor } from "../_name-kinds.ts";
import { namedInError, placeOfDemand, quotedInError } from "../_named-in-error.ts";
import { loaderName } from "../_names.ts";
import { refused, wantedWords } from "../_value-kinds.ts";
import { errorLine } from "../runtime/_crash-text.ts";
import { aboutKeys, fixWords, type RefusedKeys, refusedKeys, sentenceOf } from "./_refused-keys.ts";
import { takenFor } from "./_taken-for.ts";
import { urlOptions } from "./_url-options.ts";

interface Evidence {
  variable: Variable;
  /** What the program had of it. */
  value: string;
  read: SourceRead;
  at: Place;
  how: "raises" | "wrong";
  /** What is wrong with it by the name alone: nothing in the code says how it is used. */
  odd?: string;
  /** What is to be done about that, where it is known. */
  todo?: string;
  /** The program's own error repeats the value. */
  quoted?: true;
  /** It is in the .env, and must not be. */
  keys?: RefusedKeys;
}

export default defineDiagnosis({
  code: "env/invalid-value",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const refused = refusedKeys(facts).flatMap((keys): Evidence[] => {
      const [{ key }] = keys.bindings;
      const variable = variableOf(facts, key);
      const at = keyPlace(keys.file, keys.bindings[0]);
      return variable
        ? [{ variable, value: "", read: { ...nowhere, name: key, at: keys.by }, at, how: "raises", keys }]
        : [];
    });
    if (refused.length > 0) return refused;
    const taken = [...byAddress(facts), ...byOption(facts)];
    return taken.length > 0 ? taken : wrongValues(facts);
  },
  about: ({ variable, keys }) => (keys ? aboutKeys(keys) : [`value ${variable.name}`]),
  finding: ({ variable, value, read, at, how, odd, quoted = false, keys }, facts) => {
    if (keys) return sentenceOf(keys, facts);
    const failed = facts.run?.outcome === "failed" && (quoted || crashTouches(facts, variable));
    const valid = read.choices?.length
      ? `valid are ${listed(read.choices, 8)}`
      : read.as
        ? `it must be ${wantedWords(read)}`
        : "its own check refuses it";
    const comment = keepsComment(facts, variable);
    // What else is wrong with it, only the program's own words tell.
    const own = failed && !odd && (quoted || !(read.as || read.choices) || fits(read, value));
    const said = own && facts.run?.crash ? ` It says: "${errorLine(facts.run.crash)}".` : "";
    const severity = failed || (how === "raises" && facts.run?.outcome !== "healthy") ? "error" : "warning";
    return {
      severity,
      confidence: (failed && !quoted) || how === "raises" ? "certain" : "likely",
      role: failed ? "crash" : severity === "error" ? "would" : "none",
      title: `${variable.name} has a value that the code cannot use`,
      detail: `${
        odd
          ? `${variable.reads.length === 0 ? `The program gets ${variable.name}` : `${read.at.file} reads ${variable.name}`}, and its value${variable.from === "environment" ? " in the environment" : ""} ${odd}.`
          : read.as || read.choices
            ? `${read.at.file} needs ${variable.name} to be ${wantedWords(read)}, and ${fits(read, value) ? `refuses its value${variable.from === "environment" ? " in the environment" : ""}` : `its value${variable.from === "environment" ? " in the environment" : ""} is not${read.choices?.length ? `: ${valid}` : ""}`}.`
            : quoted
              ? `The program ends with an error that repeats the value of ${variable.name}, which ${read.at.file} reads.`
              : `${read.at.file} checks ${variable.name} when the program starts, and ends the program because of its value${variable.from === "environment" ? " in the environment" : ""}.`
      }${comment ? ` ${comment} keeps the # and what follows it: a comment needs its own line there.` : ""}${goesOn(read, value) ? " Without quotes, a value ends with its line." : ""}${said}`,
      at,
      also: variable.reads.length === 0 ? [] : relatedReads([read], () => `${variable.name} is read here`),
    };
  },
  fixes: ({ variable, value, read, odd, todo, keys }, facts) => [
    {
      id: "correct",
      title: keys
        ? fixWords(keys)
        : todo !== undefined
          ? todo
          : keepsComment(facts, variable)
            ? `Move the comment after the value of ${variable.name} to its own line`
            : goesOn(read, value)
              ? `Write the value of ${variable.name} on one line, or put single quotes around all of its lines`
              : odd || ((read.as || read.choices) && fits(read, value))
                ? `Correct the value of ${variable.name}`
                : read.choices?.length
                  ? `Set ${variable.name} to one of ${listed(read.choices, 8)}`
                  : `Set ${variable.name} to ${read.as ? wantedWords(read) : `a value that ${read.at.file} accepts`}`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A variable has a value that the code cannot convert: a number with a unit, a word that is not in its list, text that is not JSON.",
    why: "A variable is always text; the code converts it to a number, a list or a URL, and fails when it cannot.",
    causes: [
      "A unit after a number (15m for 900).",
      "A word of another tool (prod for production).",
      "A value that was meant for another variable.",
      "A name in a .env for which a settings class of pydantic 2 has no field: it accepts no others unless it is told to.",
      "A URL without the colon after its scheme, or with a port above 65535; a NODE_ENV with a typing mistake.",
      "An option of libpq (sslmode) in a URL that SQLAlchemy passes to asyncpg, where it is called ssl.",
      "A URL where a client expects a host or the path of a socket, or a host with a port where it expects only the host.",
    ],
    steps: [
      "Set the variable to what the finding asks for (a whole number, one of the listed words, JSON). `surestart env` shows where the value comes from.",
      "If a comment after the value became part of it, move the comment to its own line.",
      'If a settings class refuses the name, add a field for it, remove the line, or set `extra="ignore"` in its model_config.',
    ],
    examples: [
      {
        file: ".env",
        wrong: "SESSION_SECONDS=15m\nNODE_ENV=prodution",
        right: "SESSION_SECONDS=900\nNODE_ENV=production",
      },
    ],
    says: ["ValueError: invalid literal for int() with base 10: '…'"],
    not: "A value that is cut or changed by a fault of the .env file is reported under that fault; a PORT that is not a valid port is port/invalid; an empty value is env/empty-variable.",
  },
});

/** The loader, as people call it, that takes a comment on the line for a part of the value; null: none does. */
function keepsComment(facts: Facts, { from, value, name }: Variable): string | null {
  if (from === null || from === "environment" || value === null) return null;
  const meant = bindingAt(facts, from)?.value;
  if (meant === undefined || !value.startsWith(meant) || !/^\s+#/.test(value.slice(meant.length)))
    return null;
  const readings = facts.env.files.find((f) => f.file === from.file)?.readings ?? {};
  const dialect = Object.entries(readings).find(([, values]) => values?.[name] === value)?.[0];
  return dialect ? loaderName(dialect as Dialect) : null;
}

/** Values that the code makes something of, or checks, and refuses; else the one that the error speaks of, or repeats. */
function wrongValues(facts: Facts): Evidence[] {
  const found = facts.env.variables.flatMap((variable): Evidence[] => {
    const { name } = variable;
    const value = valueHad(facts, variable);
    if (value === null || value === "") return [];
    for (const read of variable.reads) {
      if (!read.reached || read.when === "request") continue;
      const refusal = read.refuses?.includes(value) ? read.refusal : undefined;
      const odd = refusal?.why ?? oddFor(name, value);
      const how = refused(read, value) ?? (odd === null ? null : "wrong");
      if (how === null || (read.conditional && !facts.run)) continue;
      if (read.refuses?.includes(value) && lacksOther(facts, read)) continue;
      const place =
        variable.from === "environment"
          ? undefined
          : (bindingsOf(facts, name).find((b) => b.binding.value === value) ?? bindingsOf(facts, name)[0]);
      const at = place ? valuePlace(place.file, place.binding) : read.at;
      return [
        {
          variable,
          value,
          read,
          at,
          how,
          ...(odd === null || (read.as && !refusal) ? {} : { odd }),
          ...(refusal ? { todo: refusal.todo } : {}),
        },
      ];
    }
    return [];
  });
  if (found.length > 0) return found;
  const named = byError(facts);
  return named.length > 0 ? named : byQuote(facts);
}

/** The check that seems to refuse it asks for another variable as well, which is missing: that is what it fails for. */
function lacksOther(facts: Facts, { name, at }: SourceRead): boolean {
  const near = (read: SourceRead): boolean =>
    read.required && read.at.file === at.file && Math.abs((read.at.line ?? 0) - (at.line ?? 0)) <= 1;
  return facts.env.variables.some(
    (other) => other.name !== name && !valueHad(facts, other) && other.reads.some(near),
  );
}

/** The program's error speaks of a variable that is set: its value is what the code refuses. */
function byError(facts: Facts): Evidence[] {
  const place = facts.run?.crash ? placeOfDemand(facts.run.crash) : null;
  return namedInError(facts).flatMap((name): Evidence[] => {
    const variable = variableOf(facts, name);
    const value = variable && valueHad(facts, variable);
    if (!variable || !value || !place || variable.secret || namesService(facts, name)) return [];
    const binding =
      variable.from === "environment"
        ? undefined
        : (bindingsOf(facts, name).find((b) => b.binding.value === value) ?? bindingsOf(facts, name)[0]);
    const read = variable.reads[0] ?? { ...nowhere, name, at: place };
    const at = binding ? valuePlace(binding.file, binding.binding) : place;
    return [{ variable, value, read: { ...read, at: variable.reads[0]?.at ?? place }, at, how: "wrong" }];
  });
}

/** The system was asked for the value as something that it is not. */
function byAddress(facts: Facts): Evidence[] {
  const taken = takenFor(facts);
  if (!taken) return [];
  const { name, reads } = taken.variable;
  const binding = countingBinding(facts, taken.variable) ?? bindingsOf(facts, name).at(-1);
  const known = reads.find((r) => r.reached);
  const at = binding ? valuePlace(binding.file, binding.binding) : known?.at;
  if (!at) return [];
  return [{ ...taken, read: known ?? { ...nowhere, name, at }, at, how: "raises", quoted: true }];
}

/** The driver does not know an option in its URL. */
function byOption(facts: Facts): Evidence[] {
  const found = urlOptions(facts);
  if (!found) return [];
  const { said, ...option } = found;
  const binding = countingBinding(facts, option.variable);
  const at = binding ? valuePlace(binding.file, binding.binding) : option.read.at;
  return [{ ...option, at, ...(said ? { how: "raises", quoted: true } : { how: "wrong" }) }];
}

/** The program's error repeats the value of a variable, and does not name it. */
function byQuote(facts: Facts): Evidence[] {
  // It speaks of a variable by its name: a word of its sentence that is also a value says nothing.
  if (namedInError(facts).length > 0) return [];
  const variable = quotedInError(facts);
  const read = variable?.reads.find((r) => r.reached);
  if (!variable || !read || namesService(facts, variable.name)) return [];
  const [binding] = variable.from === "environment" ? [] : bindingsOf(facts, variable.name).slice(-1);
  const at = binding ? valuePlace(binding.file, binding.binding) : read.at;
  return [{ variable, value: valueHad(facts, variable) ?? "", read, at, how: "wrong", quoted: true }];
}

/** An error that speaks of a service mostly says what the service did, and not that its URL is wrong. */
function namesService({ services }: Facts, name: string): boolean {
  return services.some((service) => service.variable === name);
}

/** A read that was not seen: only the error tells of it. */
const nowhere: Omit<SourceRead, "name" | "at"> = {
  language: "javascript",
  required: false,
  fallback: null,
  hasDefault: false,
  when: "start",
  loaded: null,
  reached: true,
};

/** JSON that opens and does not close: the rest is on the lines below. */
function goesOn({ as }: SourceRead, value: string): boolean {
  return as === "json" && /^[{[]/.test(value) && !/[}\]]\s*$/.test(value) && !value.includes("\n");
}

/** It is of its kind, and out of bounds or against another rule of the code. */
function fits(read: SourceRead, value: string): boolean {
  const { refuses: _, ...rest } = read;
  return refused(rest, value) === null;
}

export { cases } from "./_invalid-value-cases.ts";
