import { type Case, type Diagnosed, diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { Facts } from "../../src/facts.ts";
import type { Code, Finding } from "../../src/finding.ts";
import { createMask } from "../../src/report/mask.ts";
import { factsOf } from "./in-small.ts";

export interface Tried extends Diagnosed {
  facts: Facts;
  /** What is wrong with the outcome, or with its words. */
  faults: string[];
}

/** Holds a project in which a diagnosis must speak, and is alone in it, against the whole catalogue. */
export async function tryClaim(code: Code, one: Case): Promise<Tried> {
  const facts = await factsOf(one);
  const found = diagnose(facts, catalogue);
  const [root, ...others] = found.findings;
  return {
    ...found,
    facts,
    faults: [
      ...defectsOf(found),
      ...(root?.code === code ? [] : [`the first finding is ${root ? inWords(root) : "missing"}`]),
      ...others.filter(isError).map((finding) => `a second cause: ${inWords(finding)}`),
      ...found.findings.flatMap(faultsOfWords),
    ],
  };
}

/** Holds a twin that has not its fault against it: no error, and nothing of this code. */
export async function tryLeft(code: Code, one: Case): Promise<Tried> {
  const facts = await factsOf(one);
  const found = diagnose(facts, catalogue);
  const wrong = found.findings.filter((finding) => isError(finding) || finding.code === code);
  return {
    ...found,
    facts,
    faults: [...defectsOf(found), ...wrong.map((one) => `a twin has no error: ${inWords(one)}`)],
  };
}

function defectsOf({ defects }: Diagnosed): string[] {
  return defects.map(({ code, error }) => `${code} threw ${error instanceof Error ? error.stack : error}`);
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function inWords({ code, title, detail }: Finding): string {
  return `${code}: ${title}. ${detail}`;
}

function faultsOfWords({ title, detail, fixes }: Finding): string[] {
  const rules: [boolean, string][] = [
    [/[.:]$/.test(title), `a title has no full stop: ${title}`],
    [!/[.)"]$/.test(detail), `a detail is in whole sentences: ${detail}`],
    ...[title, detail].map((text): [boolean, string] => [
      /^(?:the|an?|it|its|this|line|nothing)\b/.test(text),
      `a sentence begins with a capital letter: ${text}`,
    ]),
    ...fixes.flatMap((fix): [boolean, string][] => [
      // The screen puts "Or" in front of the second one.
      [/^(?:or|and)\b|[.:]$/i.test(fix.title), `a fix is one clause: ${fix.title}`],
      // Words of ours that the mask takes for a secret could not be read.
      [createMask([]).text(fix.title) !== fix.title, `the mask hides words of a fix: ${fix.title}`],
    ]),
  ];
  return rules.flatMap(([broken, rule]) => (broken ? [rule] : []));
}
