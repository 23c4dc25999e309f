import { isSecretName } from "./secret-name.ts";

/** Whether a variable holds a secret: by its name, or since its value is a URL with a password. */
export function isSecret(name: string, value: string): boolean {
  return isSecretName(name) || hasPasswordInUrl(value) || isPrivateKey(value);
}

/** `scheme://user:password@host…`, also where the password has characters that a URL should not have. */
export function hasPasswordInUrl(value: string): boolean {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^\s/?#]*:[^\s]*)@[^\s@]*$/i.exec(
    value.trim().slice(0, 4096),
  )?.[1];
  if (authority === undefined) return false;
  const mark = authority.indexOf(":");
  // `https://host:8080/mail@example.org` has a port and a path there, and no password.
  return mark < authority.length - 1 && !/^\d*\//.test(authority.slice(mark + 1));
}

function isPrivateKey(value: string): boolean {
  return /^\s*-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value);
}

/**
 * Whether a secret is one that was to be replaced: `changeme`, `your-api-key-here`, `<token>`, `xxxxxxxx`, `secret`. Only what
 * cannot have been meant: a made-up word with digits, or anything random, is not one. For what is not a secret see `isPlaceholder`:
 * a database may well be called `app` and its user `root`.
 */
export function looksLikePlaceholder(value: string): boolean {
  const text = value.trim();
  if (text === "" || text.length > longest || isJsonArray(text)) return false;
  if (isToBeReplaced(text) || /^(.)\1{2,}$/.test(text) || isFiller(text)) return true;
  if (isCounted(text) || /^(?:abc(?:def)?(?:123)?|qwerty(?:123)?)$/i.test(text)) return true;
  const words = wordsOf(text);
  return (
    words.length > 0 && words.every((word) => bland.has(word)) && !/\d{5}/.test(text) && !isJumbled(text)
  );
}

/** Whether a value, secret or not, says itself that another belongs in its place: `<host>`, `your-bucket`, `change me`, `xxx`. */
function isToBeReplaced(value: string): boolean {
  const text = value.trim();
  if (text === "" || text.length > longest) return false;
  if (/^(?:<[^<>]+>|\{\{[^{}]+\}\}|\[[^[\]]+\]|__[A-Z0-9_]+__|%[A-Z0-9_]+%)$/i.test(text))
    return !isJsonArray(text);
  // `xxx`, `...`, and with the mark of its issuer `sk_test_xxx`.
  if (/^([x*.?])\1{2,}$/i.test(text) || /^[a-z]+(?:[_-][a-z]+)*[_-]x{3,}$/i.test(text)) return true;
  if (isJumbled(text)) return false;
  const words = wordsOf(text);
  const plain = words.join(" ");
  if (orders.test(plain)) return true;
  if (
    /^(?:my |the |a |an |some |super |very |top )*(?:your|insert|enter|put|paste|add|fill|example|sample|dummy|fake) /.test(
      `${plain} `,
    )
  )
    return words.length > 1 ? isNoun(words) : true;
  return false;
}

/** Whether a value is open still: of a secret any placeholder, of others only what says so itself. */
export function isPlaceholder(value: string, secret: boolean): boolean {
  return secret ? looksLikePlaceholder(value) : isToBeReplaced(value);
}

/** A longer value is a text, and was meant. */
const longest = 120;

/** Nothing but characters that stand for others, in groups: `xxxx-xxxx`, `****`, `...`. */
function isFiller(text: string): boolean {
  return /^[x*.#?_ -]+$/i.test(text) && /^[x*.#?-]/i.test(text) && !/[_ ]{2}/.test(text);
}

/** Letters follow digits again and again, as in what was generated: what is between the digits is no word. */
function isJumbled(text: string): boolean {
  return text.length > 15 && (text.match(/\d[a-z]/gi)?.length ?? 0) > 2;
}

/** `123456`, `12345678901234567890`. */
function isCounted(text: string): boolean {
  return text.length > 5 && ["1234567890", "0123456789"].some((ten) => ten.repeat(12).startsWith(text));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

/** What tells the reader to do something about it. */
const orders =
  /^(?:please )?(?:change ?(?:me|this|it|that)|replace ?(?:me|this|with)|fix ?me|to ?do\b|set ?(?:me|this)|fill ?(?:me|this)(?: in)?)(?= |$)|(?:^| )(?:here|goes here|change ?me|change this|replace ?me|replace this)$|(?:^| )change this(?: | .* )(?:in|before|for) production$/;

function isNoun(words: string[]): boolean {
  return words.some((word) => bland.has(word)) || words.at(-1) === "here";
}

/** A value that consists of nothing but these does not count as one. */
const bland: ReadonlySet<string> = new Set(
  (
    "secret secrets password passwd pass token key apikey api private public access auth jwt session cookie signing app " +
    "my your the a an some super very top this that value string placeholder example sample dummy fake test testing todo tbd " +
    "default none null undefined unset empty random long strong secure here insert enter put paste add fill in with id " +
    "better encryption database db user username admin root replace change changeme me it is please client hidden not so " +
    "supersecret mysecret secretkey mypassword for goes by own generate generated not at least characters chars"
  ).split(" "),
);

function isJsonArray(text: string): boolean {
  if (!text.startsWith("[")) return false;
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/**
 * How many bits of chance a value can hold at most, judged by its characters: length times the bits a character, by the
 * smaller of the alphabet that it is written in and the spread that it really has. 32 hexadecimal digits give about 116,
 * a repeated character 0.
 */
export function entropyBits(value: string): number {
  const characters = [...value];
  if (characters.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const c of characters) counts.set(c, (counts.get(c) ?? 0) + 1);
  let shannon = 0;
  for (const count of counts.values()) {
    const share = count / characters.length;
    shannon -= share * Math.log2(share);
  }
  return Math.min(shannon, Math.log2(alphabet(value))) * characters.length;
}

function alphabet(value: string): number {
  if (/^\d+$/.test(value)) return 10;
  if (/^(?:[\da-f]+|[\dA-F]+)$/.test(value)) return 16;
  let size = 0;
  if (/[a-z]/.test(value)) size += 26;
  if (/[A-Z]/.test(value)) size += 26;
  if (/\d/.test(value)) size += 10;
  if (/[^a-zA-Z\d]/.test(value)) size += 33;
  return Math.max(size, 2);
}

/**
 * At least twelve characters in one run that mix digits with letters, or upper with lower case in no word order, or sixteen
 * letters without a break. Words that are joined (`my-service-name`, `camelCase`), numbers, dates, versions, file names with
 * an ending and host names are not.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 12 || !/^[\w+/=.~$!#%&*-]+$/.test(value)) return false;
  if (/^[\d.:TZ+-]+$/.test(value)) return false;
  const words = value.split(/[-_.]+/).filter((word) => word !== "");
  if (
    words.length > 1 &&
    words.every((word) => /^(?:[A-Za-z]?[a-z]*|[A-Z]+|\d{1,4}|v\d+|[a-z]+\d{1,2})$/.test(word))
  )
    return false;
  if (/^[a-z]+(?:[A-Z][a-z]+)+\d?$|^(?:[A-Z][a-z]+)+\d?$/.test(value)) return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return true;
  return /[A-Za-z]{16}/.test(value) || (/[A-Z]/.test(value) && /[a-z]/.test(value));
}
