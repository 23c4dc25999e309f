import type { Facts } from "../facts.ts";

/**
 * The set name that was probably meant by a missing one: the same but for letter case, a prefix such as VITE_, the order of
 * its words, or one or two mistyped letters. A name that the code itself reads was meant as it stands and is never near.
 */
export function nearName(facts: Facts, missing: string): string | null {
  const read = new Set(facts.env.variables.filter((v) => v.reads.length > 0).map((v) => v.name));
  const candidates = facts.env.files
    .filter((f) => f.role === "env")
    .flatMap((f) => f.bindings.map((b) => b.key))
    .filter((key) => !read.has(key) && key !== missing);
  let best: { key: string; distance: number } | null = null;
  for (const key of new Set(candidates)) {
    const distance = nearness(missing, key);
    if (distance !== null && (best === null || distance < best.distance)) best = { key, distance };
  }
  return best?.key ?? null;
}

const prefixes = [
  "VITE_",
  "NEXT_PUBLIC_",
  "NUXT_",
  "REACT_APP_",
  "PUBLIC_",
  "EXPO_PUBLIC_",
  "APP_",
  "DJANGO_",
  "FLASK_",
  "MY_",
];

/** 0 is nearest; null when the two are names of different things. */
export function nearness(wanted: string, has: string): number | null {
  if (wanted === has) return null;
  const a = normal(wanted);
  const b = normal(has);
  if (a === b) return 0;
  if (prefixes.some((p) => has === p + wanted || wanted === p + has)) return 0.5;
  if (words(wanted) === words(has)) return 1;
  if (a.replaceAll("_", "") === b.replaceAll("_", "")) return 0.5;
  const most = Math.min(a.length, b.length) >= 8 ? 2 : Math.min(a.length, b.length) >= 5 ? 1 : 0;
  const distance = editDistance(a, b, most);
  return distance <= most && !differsInNumber(a, b) ? distance : null;
}

function normal(name: string): string {
  return name.toUpperCase().replaceAll("-", "_").replaceAll(".", "_");
}

function words(name: string): string {
  return normal(name).split("_").sort().join("_");
}

/** `KEY_1` and `KEY_2` are two things, not one mistyped. */
function differsInNumber(a: string, b: string): boolean {
  return a.replace(/\d+/g, "#") === b.replace(/\d+/g, "#");
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; `most + 1` when it is more. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}
