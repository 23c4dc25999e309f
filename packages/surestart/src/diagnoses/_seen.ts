import type { Facts, WitnessFailure, WitnessGift } from "../facts.ts";
import type { RelatedPlace } from "../finding.ts";
import { countingBinding, listed, variableOf } from "./_lookup.ts";

const mostGifts = 2;

/** What a second look saw in the failing call, in sentences, and the places that they speak of. Empty without one. */
export function seenInCall(facts: Facts): { words: string; also: RelatedPlace[] } {
  const failure = facts.witness?.failure;
  if (!failure) return { words: "", also: [] };
  const gifts = failure.gave
    .filter(({ name, how }) => isOfProject(facts, name) && !(how === "host" && isHere(facts, name)))
    .slice(0, mostGifts);
  const words = [...gifts.map((gift) => giftWords(facts, gift)), ...lackWords(failure)];
  const also = gifts.flatMap(({ name }): RelatedPlace[] => {
    const place = placeOf(facts, name);
    return place ? [{ ...place, note: `${name} is set here` }] : [];
  });
  return { words: words.map((sentence) => ` ${sentence}`).join(""), also };
}

/** Its host is this machine, as that of many others: what has that name need not come from it. */
function isHere(facts: Facts, name: string): boolean {
  const variable = variableOf(facts, name);
  const value = variable ? (variable.value ?? variable.setValue ?? "") : "";
  return /:\/\/(?:[^/?#]*@)?(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)/i.test(value);
}

/** PATH and its like are in every program's hands. */
function isOfProject(facts: Facts, name: string): boolean {
  const variable = variableOf(facts, name);
  return variable !== undefined && (variable.reads.length > 0 || placeOf(facts, name) !== null);
}

function placeOf(facts: Facts, name: string): { file: string; line: number } | null {
  const variable = variableOf(facts, name);
  const counting = variable && countingBinding(facts, variable);
  return counting ? { file: counting.file, line: counting.binding.line } : null;
}

/** The value of STORE_URL (.env:3) was passed to connect(url) at store.py:6. */
function giftWords(facts: Facts, { name, how, as, to, at }: WitnessGift): string {
  const place = placeOf(facts, name);
  const from = place ? `${place.file}:${place.line}` : "in the environment";
  const what = `${how === "host" ? "The host in the value" : "The value"} of ${name} (${from})`;
  const where = `at ${at.file}:${at.line}`;
  return to ? `${what} was passed to ${callee(to)}(${as}) ${where}.` : `${what} is ${as} ${where}.`;
}

function lackWords({ lacks, gave }: WitnessFailure): string[] {
  if (lacks.length === 0 || gave.length > 0) return [];
  const [first] = lacks;
  return [
    `It got nothing for ${listed(lacks.map(({ name }) => name))}, read at ${first?.at.file}:${first?.at.line}.`,
  ];
}

/** `Store` for `Store.__init__`, as it is called. */
function callee(name: string): string {
  return name.replace(/\.__init__$/, "").replace(/^new /, "");
}
