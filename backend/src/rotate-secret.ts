// `npm run rotate-secret`: encrypts the signing keys, and what users have encrypted, with the new secret, and says the next step. It may run while the backend
// does, and as often as one likes: it looks how far the rotation is.
import { isSurestartError } from "surestart/serve";
import { reencrypt } from "./auth/reencrypt.ts";
import { readAuthConfig } from "./config/auth-config.ts";
import { openDatabase } from "./data.ts";
import { describeError, errorText } from "./describe-error.ts";

const steps = `A rotation has four steps. Sessions end at the first; users, passwords and tokens of other services stay valid.

  1. Set BETTER_AUTH_SECRETS=2:NEW, keep the old secret in BETTER_AUTH_SECRET, and restart every process.
     A new one:  node -p "require('node:crypto').randomBytes(32).toString('base64url')"
  2. npm run rotate-secret    encrypts the signing keys with the new secret.
  3. Set BETTER_AUTH_SECRET to the new one, without "2:", and restart every process: the old one is retired.
  4. npm run rotate-secret    once more; then remove BETTER_AUTH_SECRETS.
`;

try {
  const config = readAuthConfig();
  const secrets = { plain: config.secret, versions: config.secrets ?? [] };
  const database = openDatabase(config.data.database);
  try {
    const { changed, keys, others, unreadable } = await reencrypt(database.kysely, secrets);
    if (unreadable > 0) {
      say(`${unreadable} of ${keys + others} encrypted values need a secret that is neither in BETTER_AUTH_SECRET nor in
BETTER_AUTH_SECRETS. They were left as they are. Set the old secret in BETTER_AUTH_SECRET and run this again.`);
      process.exitCode = 1;
    } else
      say(`${counted(keys, others)} in ${database.name}, ${changed} re-encrypted.\n\n${nextStep(secrets)}`);
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(`${isSurestartError(error) ? describeError(error) : errorText(error)}\n`);
  process.exitCode = 1;
}

function nextStep({ plain, versions }: { plain: string; versions: readonly { value: string }[] }): string {
  const [first, ...older] = versions;
  if (first === undefined) return `No rotation is under way.\n\n${steps}`;
  if (first.value !== plain) {
    return `Step 2 is done. Next, step 3: set BETTER_AUTH_SECRET to the first secret of BETTER_AUTH_SECRETS, without its version, and
restart every process. Then the old one is retired: nothing is encrypted or signed with it.`;
  }
  return `The old secret is retired. ${older.length > 0 ? "The older versions in" : "Step 4 is done:"} BETTER_AUTH_SECRETS can be removed.`;
}

/** `others`: secrets of second factors, recovery codes, tokens of other services. */
function counted(keys: number, others: number): string {
  const first = keys === 1 ? "1 signing key" : `${keys} signing keys`;
  return others === 0 ? first : `${first} and ${others} secrets of users`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
