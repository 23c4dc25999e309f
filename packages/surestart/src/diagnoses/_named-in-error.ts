import type { Crash, Facts, SourceRead, Variable } from "../facts.ts";
import type { Place } from "../finding.ts";
import { isSecretName } from "../secret-name.ts";
import { valueHad, variableOf } from "./_lookup.ts";
import { noDatabase } from "./service/_said.ts";

/**
 * Variables that the program's own error speaks of, where no read of them was seen: helpers that make the name, or ask a
 * table for it, only say it when they fail. Nothing where the system or a service failed, and only named its setting.
 */
export function namedInError(facts: Facts): string[] {
  const { run } = facts;
  // A server that catches what a request meets goes on, and never becomes healthy.
  const crash = run?.outcome === "failed" && /^(exited|timeout)$/.test(run.ended) ? run.crash : null;
  if (!crash || crash.code !== null || othersFault.test(crash.name)) return [];
  const said = crash.language === "other" ? `${crash.name} ${crash.message}` : crash.message;
  const called = [...said.matchAll(new RegExp(`\\benvironment variables? ['"\`]?(${upper})\\b`, "g"))];
  // What the words call a setting is one of a settings file.
  const free = new RegExp(`(?<!\\bsetting )\\b${upper}\\b(?! setting\\b)`, "g");
  const names = called.length > 0 ? called.map((match) => match[1]!) : (said.match(free) ?? []);
  return [...new Set(names)].filter((name) => !/^(ERR|HPE|UV|SSL|TLS|CERT)_/.test(name));
}

const upper = "[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+";

const othersFault =
  /FileNotFound|Permission|Connection|OSError|Operational|Timeout|ImportError|ModuleNotFound|SyntaxError|ReferenceError|AttributeError|AggregateError/;

/**
 * The variable whose value the program's own error repeats, where just one has it: a library knows the value, and not where it
 * came from. A value that anybody could have written (a number, a short word) proves nothing.
 */
export function quotedInError(facts: Facts): Variable | null {
  const { run } = facts;
  const crash = run?.outcome === "failed" && (run.ended === "exited" || run.kept) ? run.crash : null;
  if (!crash || crash.code !== null || othersFault.test(crash.name) || noDatabase.test(crash.message))
    return null;
  const found = facts.env.variables.filter((v) => {
    const value = valueHad(facts, v);
    return (
      !v.secret &&
      value !== null &&
      v.reads.some((r) => r.reached) &&
      (v.from !== "environment" || facts.env.environment[v.name] === value) &&
      repeats(crash.message, value)
    );
  });
  return found.length === 1 ? (found[0] as Variable) : null;
}

/** The value, or a part of a list: as a word of its own; what is short must be in quotes. */
function repeats(message: string, value: string): boolean {
  const parts = value.includes(",") ? value.split(",") : [];
  return [value, ...parts].some((text) => repeatsText(message, text.trim()));
}

function repeatsText(message: string, text: string): boolean {
  if (text.length < 3 || /^(\d+|true|false|yes|no|on|off|none|null)$/i.test(text)) return false;
  if ([`'${text}'`, `"${text}"`, `\`${text}\``].some((quoted) => message.includes(quoted))) return true;
  const at = message.indexOf(text);
  const around = `${message[at - 1] ?? " "}${message[at + text.length] ?? " "}`;
  return text.length >= 6 && at !== -1 && !/[\w/\\-]/.test(around);
}

/** Those that the error says are missing, and that the program is not given: as variables with the read that failed. */
export function missingByError(facts: Facts): { variable: Variable; reads: [SourceRead] }[] {
  const crash = facts.run?.crash;
  if (!crash || !sayingMissing.test(`${crash.name} ${crash.message}`)) return [];
  return namedInError(facts).flatMap((name) => {
    const known = variableOf(facts, name);
    const demands = known?.reads.filter((r) => r.required && r.reached) ?? [];
    const at = demands[0]?.at ?? placeOfDemand(crash);
    if (!at || known?.from === "environment" || (known && valueHad(facts, known) !== null)) return [];
    const atStart = demands.some((r) => r.when !== "request");
    if (atStart || facts.env.environment[name] !== undefined) return [];
    const variable: Variable = known ?? {
      name,
      secret: isSecretName(name),
      value: null,
      setValue: null,
      from: null,
      hides: [],
      reads: [],
      readings: {},
    };
    return [{ variable, reads: [readAt(name, at, crash)] }];
  });
}

const sayingMissing =
  /\b(missing|required|requires|not (?:set|defined|found|configured|provided|given|present|in the environment)|undefined|unset|must be (?:set|defined|provided|given)|needs?|no value|absent|empty|set it|provide|KeyError)\b/i;

/** Where the program asked for it: the call of the helper that failed, else the line that failed. */
export function placeOfDemand(crash: Crash): Place | null {
  const own = crash.frames.filter((f) => f.own);
  const last = own.at(-1);
  const caller = own.at(-2);
  const named = last?.function != null && !/^(Object\.)?<(anonymous|module)>$/.test(last.function);
  if (named && caller && caller.file !== last?.file) return { file: caller.file, line: caller.line };
  return crash.at;
}

function readAt(name: string, at: Place, crash: Crash): SourceRead {
  return {
    name,
    at,
    language: crash.language === "python" ? "python" : "javascript",
    required: true,
    fallback: null,
    hasDefault: false,
    when: "start",
    loaded: false,
    reached: true,
  };
}
