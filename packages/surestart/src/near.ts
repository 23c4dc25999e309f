/** Prefixes that frameworks ask for, and that are forgotten or added by mistake. */
const prefixes =
  /^(?:NEXT_PUBLIC_|NUXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|GATSBY_|PUBLIC_|NUXT_|APP_|DJANGO_|FLASK_|MY_)/;

/**
 * Words that names of variables are made of. Where two names differ in such a word, each of them was meant as it is written:
 * REDIS_HOST and REDIS_PORT are two names, not one and a slip of the finger.
 */
const words: ReadonlySet<string> = new Set(
  (
    "HOST PORT USER NAME PASS PATH PASSWORD URL ID KEY CERT CA DB DSN ROOT BASE HOME DIR FILE LOG MODE NODE CODE TYPE ROLE " +
    "RATE DATE DATA TIME SIZE MIN MAX DAY DAYS WAY IN ON OUT OFF FROM TO SRC DST READ LOAD SEND SAVE GET SET PUT POOL " +
    "TOOL ZONE AREA SALT SEED SITE SUITE LEVEL LABEL LIMIT COUNT STATE STAGE START STORE STORAGE IMAGE QUEUE TOKEN TOPIC " +
    "TABLE TITLE SERVER SERVICE SECRET CLIENT PUBLIC DEV TEST PROD AUTH CACHE INDEX INPUT OUTPUT LOCAL LOCALE EMAIL MAIL " +
    "DOMAIN REGION ACCESS REFRESH SEARCH BUCKET SOCKET TIMEOUT WIDTH DEPTH HEIGHT WEIGHT LEFT RIGHT FIRST LAST NEXT"
  ).split(" "),
);

/** Words that mean the same in names of variables. */
const same: Readonly<Record<string, string>> = {
  PASSWD: "PASS",
  PASSWORD: "PASS",
  PWD: "PASS",
  URI: "URL",
  USERNAME: "USER",
};

/**
 * The one of these variables that was probably meant where `name` is asked for: the same but for letter case, separators, a
 * framework's prefix or the order of its words, else within two slips of the finger (one for names of fewer than eight letters).
 * null: none is near, or two are equally near.
 */
export function nearName(name: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  let tied = false;
  for (const candidate of new Set(candidates)) {
    if (candidate === name) continue;
    const far = nameDistance(name, candidate);
    if (far > least) continue;
    tied = far === least;
    least = far;
    best = candidate;
  }
  return tied || least === Number.POSITIVE_INFINITY ? null : best;
}

/** The command or option that was most likely meant: the beginning of one name only, or at most two letters off (one in a short word). */
export function nearest(word: string, names: readonly string[]): string | null {
  const begins = names.filter((name) => word.length >= 2 && name.startsWith(word));
  if (begins.length === 1) return begins[0]!;
  const most = word.length <= 4 ? 1 : 2;
  const [best] = names
    .map((name) => ({ name, far: slips(word.toLowerCase(), name, most) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far);
  return best?.name ?? null;
}

/** Infinite where the two are names of different things. */
function nameDistance(name: string, candidate: string): number {
  const [a, b] = [bare(name), bare(candidate)];
  if (a === b) return 0;
  if (inOrder(name) === inOrder(candidate)) return 1;
  const allowed = Math.min(a.length, b.length) < 8 ? 1 : 2;
  const far = slips(a, b, allowed);
  const different = far > allowed || differInDigits(a, b) || differInWord(name, candidate) || areTwo(a, b);
  return different ? Number.POSITIVE_INFINITY : far;
}

function bare(name: string): string {
  return name.toUpperCase().replace(prefixes, "").replace(/[_.-]/g, "");
}

function wordsOf(name: string): string[] {
  return name.toUpperCase().split(/[_.-]+/);
}

function inOrder(name: string): string {
  return wordsOf(name)
    .map((word) => same[word] ?? word)
    .sort()
    .join("_");
}

/** KEY_1 and KEY_2. */
function differInDigits(a: string, b: string): boolean {
  return a.replace(/\d+/g, "") === b.replace(/\d+/g, "");
}

/** One word is there instead of another: both have a meaning, or they have hardly a letter in common. */
function differInWord(a: string, b: string): boolean {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  if (x.length !== y.length) return false;
  return x.some((word, i) => {
    const other = y[i] as string;
    if (word === other) return false;
    return (
      (words.has(word) && words.has(other)) ||
      (Math.min(word.length, other.length) <= 4 && slips(word, other, 2) > 1)
    );
  });
}

/** PGHOST and PGPORT: such a word written together with the rest. */
function areTwo(a: string, b: string): boolean {
  for (const word of words) {
    if (a.endsWith(word) && endsInOther(a.slice(0, -word.length), word, b)) return true;
    if (a.startsWith(word) && beginsWithOther(a.slice(word.length), word, b)) return true;
  }
  return false;
}

function endsInOther(rest: string, word: string, b: string): boolean {
  const other = b.slice(rest.length);
  return b.startsWith(rest) && other !== word && words.has(other);
}

function beginsWithOther(rest: string, word: string, b: string): boolean {
  const other = b.slice(0, b.length - rest.length);
  return b.endsWith(rest) && other !== word && words.has(other);
}

/** Letters put in, left out, mistaken, or swapped with their neighbour; `most` + 1 when there are more. */
export function slips(a: string, b: string, most: number): number {
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
