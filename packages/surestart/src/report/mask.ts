import { anyOf } from "../literally.ts";
import { openLength } from "../open-value.ts";
import { maskPatterns } from "./mask-patterns.ts";

/** What is in the place of a secret: always the same, so that not even its length is told. */
export const masked = "********";

/**
 * Takes the secrets out of a text before it is shown or written. The same text comes back when there is none in it, and
 * what is masked already stays as it is.
 */
export interface Mask {
  text: (text: string) => string;
  /** The value is a secret, or contains one. */
  hides: (value: string) => boolean;
  /** How many characters of a variable's value may be shown, from the first; 0 where nothing says that it is open. */
  shows: (name: string, value: string) => number;
  /** It is the path of a file, whatever the variable is called that has it. */
  isPath: (value: string) => boolean;
}

/** What is known in addition to the secrets. */
export interface Spoken {
  /** Values that everybody knows (placeholders, an example's): hidden only where they are the value of something. */
  known?: Iterable<string>;
  /** Names, hosts and folders that have to be spoken of: no secret hides them that has a part of them in common. */
  words?: Iterable<string>;
  /** @default nothing is one */
  isPath?: (value: string) => boolean;
}

/** An inner part of a secret that is at least this long is as good as the secret: messages cut and wrap what they quote. */
const partLength = 12;
/** The beginning of a secret: `JSON.parse` quotes ten characters of what it could not read. */
const beginLength = 8;

/**
 * A mask for these values. Each is hidden wherever it is, whole, from its eighth character on when it is cut, in any
 * part of twelve characters, and percent-encoded or escaped; values shorter than five characters and plain words
 * ("postgres", "true") are hidden only where they are as the value of something (`PASSWORD=…`, `user:…@host`).
 * Without any value it still hides what is a secret by its place or its form (`mask-patterns.ts`).
 */
export function createMask(values: Iterable<string>, spoken: Spoken = {}): Mask {
  const { isPath = () => false } = spoken;
  const known = new Set(spoken.known);
  const words = wordsOf(spoken.words ?? []);
  const whole = new Set<string>();
  const inPlace = new Set<string>();
  for (const value of values) {
    const everywhere = (form: string): boolean => distinctive(form) && !known.has(value) && !words.has(form);
    for (const form of formsOf(value)) (everywhere(form) ? whole : inPlace).add(form);
  }
  const index = indexOf(whole, words);
  const places = placesOf(inPlace);
  const parts = (value: string): boolean => maskParts(value, index) !== value;

  return {
    text: (text) => maskPatterns(maskPlaces(maskParts(text, index), places), isPath),
    hides: (value) => whole.has(value) || inPlace.has(value) || parts(value),
    isPath,
    shows: (name, value) => {
      if (isPath(value)) return value.length;
      const length = openLength(name, value);
      const open = value.slice(0, length);
      // A password that a loader cut at its # looks like the port of a host.
      const port = /:(\d+)$/.exec(open)?.[1];
      const cut =
        port !== undefined && [...whole, ...inPlace].some((one) => one !== port && one.startsWith(port));
      return parts(open) || cut ? 0 : length;
    },
  };
}

/** Hides what any of these masks hides. */
export function maskOfAll(masks: readonly Mask[]): Mask {
  const isPath = (value: string): boolean => masks.some((mask) => mask.isPath(value));
  return {
    text: (text) => masks.reduce((shown, mask) => mask.text(shown), text),
    hides: (value) => masks.some((mask) => mask.hides(value)),
    isPath,
    shows: (name, value) =>
      isPath(value) ? value.length : Math.min(...masks.map((mask) => mask.shows(name, value))),
  };
}

interface Words {
  /** A text of any length is part of one of them. */
  has: (text: string) => boolean;
}

/** A secret may be looked for thousands of times: what is in no word is told by its first characters alone. */
function wordsOf(words: Iterable<string>): Words {
  const all = [...new Set(words)].filter((word) => word.length >= 3);
  const text = all.join("\n");
  const begins = new Set<string>();
  for (let at = 0; at + 3 <= text.length; at++) begins.add(text.slice(at, at + 3));
  return { has: (part) => begins.has(part.slice(0, 3)) && text.includes(part) };
}

/** What a value looks like after it went through URLs, JSON and Basic authentication. */
function formsOf(value: string): Set<string> {
  // A key of many lines is quoted a line at a time; its first and last line say only that it is one.
  if (/[\r\n]/.test(value)) {
    const lines = value.split(/[\r\n]+/).map((line) => line.trim());
    return new Set(
      lines
        .filter((line) => line.length >= 3 && !line.startsWith("-----"))
        .flatMap((line) => [...formsOf(line)]),
    );
  }
  const forms = new Set<string>();
  const add = (form: string): void => {
    if (form.length >= 3) forms.add(form);
  };
  add(value);
  add(value.trim());
  add(value.replaceAll("+", " "));
  add(encodeURIComponent(value.toWellFormed()));
  add(encodeURI(value.toWellFormed()));
  add(JSON.stringify(value).slice(1, -1));
  add(value.replaceAll("'", "'\\''"));
  try {
    add(decodeURIComponent(value));
  } catch {
    // A bare % is what makes it undecodable; then there is no decoded form.
  }
  if (distinctive(value)) add(Buffer.from(value).toString("base64"));
  return forms;
}

/** It can be looked for everywhere without hiding ordinary words. */
function distinctive(value: string): boolean {
  if (value.length < 5) return false;
  if (/^\d{1,5}$/.test(value)) return false;
  // One plain word, or a number: `postgres`, `Development`; a random lower-case value of this length is left to its place.
  return !/^[A-Za-z]?[a-z]{0,11}$/.test(value);
}

interface Index {
  /** First `beginLength` characters of every secret (the whole of a shorter one) with the secrets that begin so. */
  begins: Map<string, string[]>;
  /** The lengths that keys of `begins` have. */
  lengths: number[];
  parts: Set<string>;
  words: Words;
}

function indexOf(values: Iterable<string>, words: Words): Index {
  const begins = new Map<string, string[]>();
  const parts = new Set<string>();
  for (const value of values) {
    const begin = value.slice(0, beginLength);
    begins.set(begin, [...(begins.get(begin) ?? []), value]);
    for (let at = 0; at + partLength <= value.length; at++) {
      const part = value.slice(at, at + partLength);
      if (!/^[a-z]+$/.test(part) && !words.has(part)) parts.add(part);
    }
  }
  const lengths = [...new Set([...begins.keys()].map((key) => key.length))].sort((a, b) => b - a);
  return { begins, lengths, parts, words };
}

/** One pass; a run that is made of overlapping parts is hidden as one. */
function maskParts(text: string, index: Index): string {
  const { begins } = index;
  if (begins.size === 0) return text;
  let result = "";
  let shown = 0;
  let hiddenTo = -1;
  let at = 0;
  const close = (): void => {
    if (hiddenTo > shown) {
      result += masked;
      shown = hiddenTo;
    }
    hiddenTo = -1;
  };
  for (; at < text.length; at++) {
    const end = hiddenFrom(text, at, index);
    if (end <= at) continue;
    if (hiddenTo < at) {
      close();
      result += text.slice(shown, at);
      shown = at;
    }
    hiddenTo = Math.max(hiddenTo, end);
  }
  close();
  return result + text.slice(shown);
}

function hiddenFrom(text: string, at: number, { begins, lengths, parts, words }: Index): number {
  let end = -1;
  for (const length of lengths) {
    const key = text.slice(at, at + length);
    const values = begins.get(key);
    if (!values) continue;
    for (const value of values) {
      let same = key.length;
      while (same < value.length && text[at + same] === value[same]) same++;
      // The beginning alone may be an ordinary word (`postgres://…`): then more of it has to be there.
      const enough = /^[A-Za-z][a-z]*$/.test(key) ? Math.min(value.length, partLength) : key.length;
      if (same < enough || (same < value.length && words.has(text.slice(at, at + same)))) continue;
      end = Math.max(end, at + same);
    }
  }
  if (parts.has(text.slice(at, at + partLength))) end = Math.max(end, at + partLength);
  return end;
}

/** `=value`, `: value`, `"value"` and `:value@`, for values that are too plain to be looked for everywhere. */
function placesOf(values: Set<string>): RegExp | null {
  const words = [...values].filter((value) => !harmless.has(value.toLowerCase()));
  if (words.length === 0) return null;
  const any = anyOf(words.sort((a, b) => b.length - a.length));
  return new RegExp(`((?:[=:]\\s*["'\`]?)|["'\`])(?:${any})(?=["'\`@,;\\s)}\\]]|$)`, "g");
}

function maskPlaces(text: string, places: RegExp | null): string {
  return places === null ? text : text.replace(places, (_, before: string) => before + masked);
}

/** Words that say nothing when they stand as a value. */
const harmless = new Set(
  "true false null none undefined yes no on off test development production staging local localhost 127.0.0.1 0.0.0.0 root".split(
    " ",
  ),
);

/** The mask, and these secrets too: those that a fix has just made. */
export function withSecrets(mask: Mask, secrets: string[]): Mask {
  if (secrets.length === 0) return mask;
  const more = createMask(secrets);
  return {
    text: (text) => more.text(mask.text(text)),
    hides: (value) => mask.hides(value) || more.hides(value),
    isPath: mask.isPath,
    shows: (name, value) => (more.hides(value) ? 0 : mask.shows(name, value)),
  };
}
