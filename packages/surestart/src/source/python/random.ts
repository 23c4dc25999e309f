import { tools } from "../../known/_tools.ts";
import type { Value } from "./values.ts";

/** What makes another value at each start. */
const random =
  /^(secrets\.(token_(hex|urlsafe|bytes)|choice|randbits)|os\.urandom|uuid\.uuid[14]|random\.\w+)$/;

const libraries = new Set(tools.flatMap((tool) => tool.random ?? []));

/** The value is made at random: `secrets.token_hex(32)`, `Fernet.generate_key()`, `os.urandom(24).hex()`. */
export function isRandom(value: Value | undefined): boolean {
  const call = /^[^(]+(?=\(\))/.exec(value?.origin ?? "")?.[0];
  return call !== undefined && (random.test(call) || libraries.has(call));
}
