/** Prefixes that frameworks ask for, and that are forgotten or added by mistake. */
const prefixes = /^(?:NEXT_PUBLIC_|NUXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|GATSBY_|PUBLIC_|NUXT_)/;

/**
 * The one of these names that was probably meant where `name` is asked for: the same but for letter case, separators or a
 * framework's prefix, else within two slips of the finger (one for names up to five letters). null: none is near, or two
 * are equally near.
 */
export function nearName(name: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  let tied = false;
  for (const candidate of new Set(candidates)) {
    if (candidate === name) continue;
    const distance = distanceOf(name, candidate);
    if (distance > least) continue;
    tied = distance === least;
    least = distance;
    best = candidate;
  }
  return tied || least === Number.POSITIVE_INFINITY ? null : best;
}

function distanceOf(name: string, candidate: string): number {
  const [a, b] = [bare(name), bare(candidate)];
  if (a === b) return 0;
  const allowed = a.length <= 5 ? 1 : 2;
  const distance = slips(a, b, allowed);
  // DB_HOST and DB_PORT, KEY_1 and KEY_2 are two names and no slip.
  if (distance > allowed || differsInDigits(a, b) || differsInWord(name, candidate))
    return Number.POSITIVE_INFINITY;
  return distance;
}

function bare(name: string): string {
  return name.toUpperCase().replace(prefixes, "").replace(/[_.-]/g, "");
}

function differsInDigits(a: string, b: string): boolean {
  const letters = /\d+/g;
  return a.replace(letters, "") === b.replace(letters, "") && a !== b;
}

/** One whole word stands for another, and they have hardly a letter in common. */
function differsInWord(a: string, b: string): boolean {
  const [x, y] = [a.toUpperCase().split("_"), b.toUpperCase().split("_")];
  if (x.length !== y.length) return false;
  const apart = x.map((word, i) => [word, y[i] as string] as const).filter(([p, q]) => p !== q);
  return apart.some(([p, q]) => Math.min(p.length, q.length) <= 4 && slips(p, q, 2) > 1);
}

/** Letters put in, left out, mistaken or swapped, at most `most` + 1. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > 200) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return Math.min(row.at(-1) as number, most + 1);
}
