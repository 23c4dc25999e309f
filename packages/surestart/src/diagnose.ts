import { commandOnWindows } from "./command-on-windows.ts";
import { type Contender, compete, type Subject, type Winner } from "./compete.ts";
import type { Facts, RunFacts } from "./facts.ts";
import type { Code, Finding, Fix, Place } from "./finding.ts";

/** A diagnosis of the catalogue, as everything but its own file sees it. */
export interface Diagnosis {
  code: Code;
  /** The version in which it appeared. */
  since: string;
  /** D: found by doctor. R: found by run from what happened. DR: both. */
  stage: "D" | "R" | "DR";
  /** The least that can be said of a failure, such as the program's own error: only listed when nothing else explains it. */
  fallback?: true;
  page: Page;
  /** Pure. What it says of every place where it sees its fault. */
  judge: (facts: Facts) => Judged[];
}

/** What one diagnosis says of one place. */
interface Judged extends Sentence {
  about: Subject[];
  fixes: Fix[];
}

/**
 * A diagnosis as its file writes it. `E` is its evidence: what `detect` established is all that the sentence and the fixes
 * may speak of. The parts are in reading order; `detect` must come before `finding` for the type of `E` to be inferred.
 */
export interface Definition<E> extends Omit<Diagnosis, "judge"> {
  /** Pure. Every place where the fault is seen, or nothing. */
  detect: (facts: Facts) => E[];
  /** What the evidence is about. Findings on the same things compete (compete.ts). @default `fault CODE` */
  about?: (evidence: E, facts: Facts) => Subject[];
  finding: (evidence: E, facts: Facts) => Sentence;
  fixes?: (evidence: E, facts: Facts) => Fix[];
}

/** What `finding` gives: a finding without its code and fixes, and how near it is to the root of the failure. */
export interface Sentence extends Omit<Finding, "code" | "fixes"> {
  /**
   * crash: it explains why the start failed (the program's own error, its place, its variable). met: it was met and
   * worked around. would: with it the start would fail. none: it keeps no start from going well.
   */
  role: "crash" | "met" | "would" | "none";
}

/** The page of a diagnosis: `surestart explain CODE` and docs/diagnoses/. */
export interface Page {
  what: string;
  why: string;
  causes: [string, ...string[]];
  /** What to do, in the order in which to try it. */
  steps: [string, ...string[]];
  /** A few lines that fail, and the same as they are right. */
  examples?: Example[];
  /** What programs say that meet it, where their words alone do not prove it; … stands for what differs. For `explain TEXT`. */
  says?: string[];
  /** What it is not: the neighbours it is taken for. */
  not: string;
}

/** `file` is the name of the file, or "shell" for what is typed there. Without `wrong`, the lines are what is missing. */
export interface Example {
  file: string;
  wrong?: string;
  right: string;
}

/**
 * A project in small for which a diagnosis must speak, or must not. The tests write `files`, survey them with `command`,
 * lay `facts` over the result, and hold it against the whole catalogue: a claim is claimed by this code alone.
 */
export interface Case {
  name: string;
  files?: Record<string, string>;
  /** Modes of files. @default 0o600 for .env files */
  modes?: Record<string, number>;
  /** Makes the folder a git work tree that tracks these files. */
  git?: string[];
  /** @default ["node", "server.js"], or python's `main.py` when there is one. */
  command?: string[];
  environment?: Record<string, string>;
  /** What the program did: without `outcome` and `ended` it failed, with status 1. `output` is read as `run` reads it. */
  run?: Partial<RunFacts>;
  /** Facts that no file can hold (a holder of a port, a git index): laid over the survey's, arrays replaced. */
  facts?: DeepPartial<Facts>;
}

export interface Cases {
  claims: [Case, ...Case[]];
  leaves: [Case, ...Case[]];
}

export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

export interface Diagnosed {
  findings: Finding[];
  /** Diagnoses that threw: a defect of surestart, reported as such; it stops no other. */
  defects: { code: Code; error: unknown }[];
}

/** Closes a diagnosis over its evidence, whose type nothing else has to know. */
export function defineDiagnosis<E>({ detect, about, finding, fixes, ...known }: Definition<E>): Diagnosis {
  return {
    ...known,
    judge: (facts) =>
      detect(facts).map((evidence) => {
        const sentence = finding(evidence, facts);
        const subjects = about?.(evidence, facts) ?? [];
        return {
          ...sentence,
          confidence: isUnsure(subjects, facts) ? "likely" : sentence.confidence,
          about: subjects,
          fixes: (fixes?.(evidence, facts) ?? []).map((fix) =>
            facts.project.windows && fix.command !== undefined
              ? { ...fix, command: commandOnWindows(fix.command) }
              : fix,
          ),
        };
      }),
  };
}

/** It speaks of a variable by what a second look saw, which may have failed for another reason than the first start. */
function isUnsure(about: readonly Subject[], { witness, env }: Facts): boolean {
  if (!witness) return false;
  const names = new Set(about.map((subject) => subject.split(" ")[1]));
  return env.variables.some(
    ({ name, reads }) =>
      names.has(name) && reads.some(({ seen }) => seen !== undefined && (seen === "likely" || !witness.sure)),
  );
}

/**
 * Holds the facts against the catalogue. The first finding is the root cause: what explains the crash, then what was met
 * and worked around, then what would fail the start, each in the order of the catalogue, which is the order in which a start
 * meets them; after it come errors, warnings, info.
 */
export function diagnose(facts: Facts, catalogue: readonly Diagnosis[]): Diagnosed {
  const found: Found[] = [];
  const defects: Diagnosed["defects"] = [];
  catalogue.forEach(({ code, stage, fallback, judge }, order) => {
    if (facts.stage === "doctor" ? stage === "R" : stage === "D") return;
    try {
      for (const { role, about, ...said } of judge(facts))
        found.push({
          finding: { code, ...said },
          role,
          order,
          about: fallback ? ["crash"] : about.length > 0 ? about : [`fault ${code}`],
          crash: role === "crash",
        });
    } catch (error) {
      defects.push({ code, error });
    }
  });
  const kept = compete(found)
    .map(afterAll)
    .filter((f) => !contradicted(f, facts))
    .sort((a, b) => rank(a) - rank(b) || a.order - b.order);
  return { findings: kept.map((f) => f.finding), defects };
}

interface Found extends Contender {
  finding: Finding;
  role: Sentence["role"];
}

/** What follows from a finding has explained the crash: so it does, too. */
function afterAll({ one, others, crash }: Winner<Found>): Found {
  const finding = withPlaces(one, others);
  return crash && !one.crash
    ? { ...one, role: "crash", finding: { ...finding, severity: "error" } }
    : { ...one, finding };
}

/** How many places of findings that follow from it a finding shows. */
const most = 3;

/** Where the findings point to that gave way to this one, as far as it does not say it itself. */
function withPlaces({ finding }: Found, others: readonly Found[]): Finding {
  const also = [...(finding.also ?? [])];
  for (const {
    finding: { at, title },
  } of others) {
    const shown = finding.also?.length ?? 0;
    if (
      at?.line !== undefined &&
      also.length < shown + most &&
      ![finding.at, ...also].some((place) => isSame(place, at))
    )
      also.push({ ...at, note: title });
  }
  return also.length > 0 ? { ...finding, also } : finding;
}

function isSame(place: Place | undefined, { file, line }: Place): boolean {
  return place?.file === file && place.line === line;
}

/** What the sources made us expect and a healthy start disproved is no finding: the program is right. */
function contradicted({ role }: Found, facts: Facts): boolean {
  return role === "would" && facts.run?.outcome === "healthy";
}

const roles = { crash: 0, met: 1, would: 2, none: 3 } as const;
const severities = { error: 0, warning: 1, info: 2 } as const;

function rank({ finding, role }: Found): number {
  const nearness = role === "would" && finding.severity !== "error" ? roles.none : roles[role];
  return nearness * 10 + severities[finding.severity];
}
