import type { Diagnosis } from "../diagnose.ts";
import { catalogue } from "../diagnoses/index.ts";
import { isSecretName } from "../secret-name.ts";

const most = 6;

/**
 * The diagnoses that have most of the words of a question ("BETTER_AUTH_SECRET is missing"), the best first: for a text that
 * none of them knows. Words of a code count more than those of its page. Empty where too little of the question is found.
 */
export function diagnosesWithWords(text: string): Diagnosis[] {
  const asked = wordsOf(text);
  const found = catalogue
    .map((entry) => ({ entry, score: scoreOf(entry, asked) }))
    .filter(({ score }) => score >= Math.max(3, asked.length))
    .sort((a, b) => b.score - a.score);
  const best = found[0]?.score ?? 0;
  return found
    .filter(({ score }) => score > best / 2)
    .slice(0, most)
    .map(({ entry }) => entry);
}

function scoreOf({ code, page }: Diagnosis, asked: readonly string[]): number {
  const named = wordsOf(code);
  const what = wordsOf(page.what);
  const rest = wordsOf([page.why, ...page.causes, ...(page.says ?? [])].join(" "));
  const has = (words: readonly string[], word: string): boolean => words.some((one) => isSame(one, word));
  return asked.reduce(
    (sum, word) => sum + (has(named, word) ? 3 : has(what, word) ? 2 : has(rest, word) ? 1 : 0),
    0,
  );
}

/** take and taken, port and ports. */
function isSame(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other].sort((a, b) => a.length - b.length);
  return short === long || (short.length >= 4 && long.startsWith(short) && long.length - short.length <= 3);
}

/** The words that say something. A name in capital letters stands for any variable, or any secret. */
function wordsOf(text: string): string[] {
  const plain = text.replace(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g, (name) =>
    isSecretName(name) ? "variable secret" : "variable",
  );
  const words = plain.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  return [...new Set(words.map((word) => meaning.get(word) ?? word))].filter((word) => !fillers.has(word));
}

/** What people say for a word of the codes. */
const meaning = new Map([
  ["taken", "held"],
  ["used", "held"],
  ["occupied", "held"],
  ["undefined", "missing"],
  ["unset", "missing"],
]);

const fillers = new Set(
  "the and but for with not was are has have had does did can cannot could get gets got why how what when where which that this its from into out any error errors exception start starts started starting program server app application wrong too".split(
    " ",
  ),
);
