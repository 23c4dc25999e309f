import type { Value } from "./values.ts";

/** What makes another value at each start. */
const random =
  /^(secrets\.(token_(hex|urlsafe|bytes)|choice|randbits)|os\.urandom|uuid\.uuid[14]|random\.\w+|cryptography\.fernet\.Fernet\.generate_key|django\.core\.management\.utils\.get_random_secret_key)\(\)/;

/** The value is made at random: `secrets.token_hex(32)`, `Fernet.generate_key()`, `os.urandom(24).hex()`. */
export function isRandom(value: Value | undefined): boolean {
  return value?.origin !== undefined && random.test(value.origin);
}
