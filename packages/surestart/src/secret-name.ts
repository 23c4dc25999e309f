/**
 * Whether the name of a variable says that its value is a secret: DB_PASSWORD, JWT_SECRET, STRIPE_API_KEY, ADMIN_HASH. Names
 * of what is public (PUBLIC_KEY, KEY_ID, a publishable key), of settings about secrets (TOKEN_TTL, PASSWORD_MIN_LENGTH), and
 * words that only look like one (KEYBOARD, COMPASS, MAX_TOKENS, GIT_HASH) are not.
 *
 * A URL with a password in it is a secret by its value: `isSecret` of secret-value.ts looks at both.
 */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || describing.has(last) || words.join("_") === "pwd") return false;
  // KEY_1, KEY_2: keys that are counted are those of a list, and open nothing.
  if (/^keys?[_-]?\d+$/i.test(name)) return false;
  return words.some((word, at) => saysSecret(word, words[at - 1] ?? "", at === words.length - 1));
}

function saysSecret(word: string, before: string, isLast: boolean): boolean {
  if (word === "token" || word === "tokens") return !counted.has(before);
  if (always.has(word) || glued.test(word)) return true;
  if (word === "key" || word === "keys") return !openKeys.has(before);
  if (word === "hash") return isLast && !contentHashes.has(before);
  return isLast && onlyLast.has(word);
}

/** DB_PASSWORD, dbPassword and db-password are the same two words; numbers are not words. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

const always: ReadonlySet<string> = set(
  "secret secrets password passwords passwd pwd passphrase passcode credential credentials creds bearer pepper",
);

/** Words that are written together with the one before. */
const glued =
  /(?:password|passwd|passphrase|secret|secretkey|apikey|apikeys|authtoken|accesstoken|privatekey|accesskey)$/;

/** Secrets when nothing follows: SMTP_PASS, but not PASS_THROUGH. */
const onlyLast: ReadonlySet<string> = set("pass salt pat private signing auth jwk jwks pem");

/** The last word says that it is something about a secret, and not the secret. */
const describing: ReadonlySet<string> = set(
  "id ids name names file files path dir directory url uri endpoint host port ttl age expiry expire expires expiration " +
    "lifetime timeout length min max size count limit issuer audience algorithm algorithms alg type header prefix suffix " +
    "enabled disabled required allowed policy rounds cost iterations version format field param lookup location region " +
    "provider store manager arn interval day days hour hours minute minutes second seconds rotation attempts backend " +
    "template templates templateid reset subject threshold score lifespan in time minimum maximum hasher hashers strength duration window delay buffer " +
    "service group bucket scope scopes mode hint hints question label help text message description title",
);

/** TOKENS that are counted, as language models do. */
const counted: ReadonlySet<string> = set("max min num total context input output per prompt completion");

/** Keys that everybody may know, or that open nothing. */
const openKeys: ReadonlySet<string> = set(
  "public publishable pub anon site primary foreign sort partition cache hot shortcut routing object index translation " +
    "lookup map idempotency",
);

/** Hashes that name a version of something. */
const contentHashes: ReadonlySet<string> = set(
  "git commit build release content file image version schema asset source revision chunk",
);
