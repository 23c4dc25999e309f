import type { Subject } from "../../compete.ts";
import { type Diagnosis, defineDiagnosis, type Page } from "../../diagnose.ts";
import type { Dialect, EnvBinding, EnvFile, EnvProblem, Facts, Loader, Variable } from "../../facts.ts";
import type { Code, Fix, Severity } from "../../finding.ts";
import { tools } from "../../known/_tools.ts";
import {
  bindingAt,
  crashNames,
  crashTouches,
  listed,
  problemsOf,
  readByProgram,
  relatedReads,
  startReads,
  variableOf,
} from "../_lookup.ts";
import { loaderName } from "../_names.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { applies, rules } from "../service/_url-rules.ts";

export interface TextFault {
  file: EnvFile;
  problem: EnvProblem;
  binding: EnvBinding | undefined;
  /** The variables whose value is lost or altered by the fault, where the code reads them. */
  hurts: Variable[];
  /** A loader of this program reads it so. */
  bites: boolean;
  /** Some of them is needed by the start and lost, or of a kind that the altered value is not. */
  grave: boolean;
}

interface Definition {
  code: Code;
  title: (fault: TextFault) => string;
  detail: (fault: TextFault, facts: Facts) => string;
  fixes: (fault: TextFault, facts: Facts) => Fix[];
  page: Page;
  /** The severity where nothing is hurt that the start needs. @default "warning" */
  otherwise?: Severity;
  /** What it is about besides the values of these keys. @default its line */
  place?: (fault: TextFault) => Subject;
  /** The keys whose value it explains. @default its own */
  keys?: (fault: TextFault) => string[];
  /** Where it is true, the program goes on whatever is hurt. */
  goesOn?: (fault: TextFault, facts: Facts) => boolean;
}

/**
 * A fault that is visible in the text of a .env file. It is grave when a loader of this program bites on it and the start
 * needs what is lost or altered; otherwise it will bite elsewhere or later.
 */
export function textFault({
  code,
  title,
  detail,
  fixes,
  page,
  otherwise = "warning",
  goesOn = () => false,
  place = ({ file, problem }) => `line ${file.file}:${problem.at.line}`,
  keys = ({ problem, binding }) => [problem.key ?? binding?.key ?? []].flat(),
}: Definition): Diagnosis {
  return defineDiagnosis({
    code,
    since: "0.1.0",
    stage: "DR",
    detect: (facts): TextFault[] =>
      problemsOf(facts, code)
        .filter(
          ({ file, problem }) =>
            facts.stage === "doctor" || readByProgram(facts, file.file) || problem.dialects.length > 0,
        )
        .map(({ file, problem }) => {
          const binding = bindingAt(facts, problem.at);
          const hurts = affected(facts, problem, binding);
          const bites = readByProgram(facts, file.file) && bitesProgram(facts, file, problem);
          const byHand = facts.env.loaders.some((l) => keptBy(l, problem));
          // Where another loader has come first, the program gets what was meant.
          const grave =
            bites &&
            hurts.some(
              (v) =>
                isGrave(v, problem, binding) && (byHand || v.value === null || v.value !== binding?.value),
            );
          return { file, problem, binding, hurts, bites, grave };
        })
        .filter((fault) => bitesByHand(facts, fault)),
    about: (fault) => [
      place(fault),
      ...(fault.bites ? keys(fault) : []).map((key): Subject => `value ${key}`),
      ...fault.problem.loses.map((key): Subject => `absent ${key}`),
    ],
    finding: (fault, facts) => {
      const { problem, hurts, grave } = fault;
      const mended = facts.run?.loaded?.mended.includes(code) === true && facts.run.outcome === "healthy";
      const said = facts.run?.crash?.at;
      const failed =
        facts.run?.outcome === "failed" &&
        (hurts.some((v) => crashTouches(facts, v) || (grave && refusedByClient(facts, v))) ||
          (problem.key !== null && readByProgram(facts, fault.file.file) && crashNames(facts, problem.key)) ||
          (said?.file === problem.at.file && said.line === problem.at.line));
      const fails = (failed || (grave && facts.run?.outcome !== "healthy")) && !goesOn(fault, facts);
      const severity = mended ? "info" : fails ? "error" : otherwise;
      return {
        severity,
        confidence: "certain",
        role: mended ? "met" : failed ? "crash" : severity === "error" ? "would" : "none",
        ...(mended ? { resolved: true } : {}),
        title: beginning(title(fault)),
        detail: `${beginning(detail(fault, facts))}${mended ? " surestart read it as it was meant, and set the variables itself." : ""}`,
        at: problem.at,
        also: hurts.flatMap((v) => relatedReads(v.reads.slice(0, 1), () => `${v.name} is read here`)),
      };
    },
    fixes: (fault, facts) => fixes(fault, facts),
    page,
  });
}

/** The client that is given the value says that it is not the URL that it takes, on a line without a place. */
function refusedByClient(facts: Facts, variable: Variable): boolean {
  return rules.some((rule) => applies(rule, variable, facts) && rule.says.test(lastWords(facts)));
}

/** The loaders that bite, in words. What the start itself hands on as docker does is make or a script, never docker. */
export function biters({ problem, file }: TextFault, facts: Facts): string {
  const own = facts.env.loaders.find((l) => l.files.includes(file.file) && keptBy(l, problem));
  if (own?.at) return `the reader in ${own.at.file}`;
  const byScript = facts.env.loaders.some((l) => l.dialect === "docker" && l.files.includes(file.file));
  const script = facts.command?.through.includes("make") ? "make" : "the start script";
  return listed(problem.dialects.map((d) => (d === "docker" && byScript ? script : loaderName(d))));
}

/** A fault of the whole file is one of each of its values; none of them is empty because of it. */
export function everyKey({ file }: TextFault): string[] {
  return file.bindings.filter(({ value }) => value !== "").map(({ key }) => key);
}

export function keyOf(fault: TextFault): string {
  return fault.problem.key ?? fault.binding?.key ?? "the line";
}

/** A sentence that begins with what has no name: "the line", "the shell". */
function beginning(text: string): string {
  return text.replace(/^the\b/, "The");
}

/** A fix that writes the value in a spelling that every loader in use reads as it was meant. */
export function respell(fault: TextFault, title: string, safety: Fix["safety"] = "safe"): Fix[] {
  const { binding, file, problem } = fault;
  if (!binding) return [];
  const dialects = Object.keys(file.readings);
  const change = {
    do: "env-respell",
    file: file.file,
    line: binding.line,
    key: binding.key,
    value: binding.value,
    dialects,
  } as const;
  if (problem.args["portable"] === false) {
    return [
      {
        id: "no-spelling",
        title: withoutSpelling(dialects as Dialect[]),
        safety: "manual",
        changes: [],
      },
    ];
  }
  return [{ id: "respell", title, safety, changes: [change] }];
}

function withoutSpelling(dialects: Dialect[]): string {
  const [only] = dialects;
  if (dialects.length > 1)
    return `No form suits all loaders in use (${listed(dialects.map(loaderName))}): choose another value, or set it in the environment`;
  const name = only ? loaderName(only) : "";
  const literally = tools.find((tool) => tool.name === name)?.takesLiterally;
  return literally
    ? `${name} expands a $ with braces in any quotes: call ${literally}, or set the variable in the environment`
    : `${only ? loaderName(only) : "The loader"} cannot read this value literally, however it is written: choose another value, or set it in the environment`;
}

function affected(facts: Facts, problem: EnvProblem, binding: EnvBinding | undefined): Variable[] {
  const names = new Set([...(problem.key ? [problem.key] : binding ? [binding.key] : []), ...problem.loses]);
  return [...names]
    .map((n) => variableOf(facts, n))
    .filter((v) => v !== undefined && v.reads.length > 0) as Variable[];
}

function bitesProgram(facts: Facts, file: EnvFile, problem: EnvProblem): boolean {
  const { loadedByRun } = facts.env;
  if (loadedByRun?.file === file.file && problem.dialects.includes(loadedByRun.dialect)) return true;
  return facts.env.loaders.some(
    (l) => l.found.includes(file.file) && (problem.dialects.includes(l.dialect) || keptBy(l, problem)),
  );
}

/** The project's own lines leave in the value what this fault is about. */
function keptBy({ keeps }: Loader, { code }: EnvProblem): boolean {
  return (
    (code === "env/quotes-kept" && keeps?.includes("quotes") === true) ||
    (code === "env/carriage-return" && keeps?.includes("returns") === true)
  );
}

/** Of a file that only the project's own lines read nothing is said but what they plainly leave, and is refused. */
function bitesByHand(facts: Facts, { file, problem, grave }: TextFault): boolean {
  const readers = facts.env.loaders.filter((l) => l.files.includes(file.file));
  if (readers.length === 0 || !readers.every((l) => l.byHand)) return true;
  const refused = grave || facts.run?.outcome === "failed" || problem.code === "env/carriage-return";
  return refused && readers.some((l) => keptBy(l, problem));
}

function isGrave(variable: Variable, problem: EnvProblem, binding: EnvBinding | undefined): boolean {
  if (variable.from === "environment") return false;
  // The code's own check refuses what the fault makes of the value, and would take what was meant.
  const { value } = variable;
  const refuses = (one: string) =>
    variable.reads.some(
      (r) => r.reached && r.when !== "request" && !r.conditional && r.refuses?.includes(one),
    );
  if (value && binding?.key === variable.name && binding.value !== value && refuses(value))
    return !refuses(binding.value);
  const needed = startReads(variable).length > 0;
  if (problem.loses.includes(variable.name))
    return needed && (variable.value === null || variable.value === "");
  const typed = variable.reads.some(
    (r) =>
      r.reached &&
      r.when !== "request" &&
      (r.as !== undefined || r.choices !== undefined || r.usedAs !== undefined),
  );
  return (needed && (variable.value === null || variable.value === "" || variable.secret)) || typed;
}
