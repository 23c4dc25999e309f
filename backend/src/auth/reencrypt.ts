import { formatEnvelope, parseEnvelope, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type { Kysely } from "kysely";

/** The secrets as a start of the backend would have them. */
export interface Secrets {
  /** BETTER_AUTH_SECRET. */
  plain: string;
  /** BETTER_AUTH_SECRETS, the current one first; empty without it. */
  versions: readonly { version: number; value: string }[];
}

export interface Reencrypted {
  /** What was encrypted again. */
  changed: number;
  /** Signing keys that there are. */
  keys: number;
  /** Secrets of second factors, recovery codes, and tokens of other services that there are. */
  others: number;
  /** What none of the secrets opens: it stays as it is. */
  unreadable: number;
}

interface Column {
  table: string;
  column: string;
  /** Better Auth keeps it as JSON. */
  json: boolean;
}

/** Everything that Better Auth keeps encrypted with the secret. */
const columns: Column[] = [
  { table: "jwks", column: "privateKey", json: true },
  { table: "twoFactor", column: "secret", json: false },
  { table: "twoFactor", column: "backupCodes", json: false },
  { table: "account", column: "accessToken", json: false },
  { table: "account", column: "refreshToken", json: false },
];

/**
 * Encrypts it again, all or none: with the current version while BETTER_AUTH_SECRET is another one; and without a version once
 * both are the same, so that BETTER_AUTH_SECRETS can go. Whatever is written was opened again before.
 */
// biome-ignore lint/suspicious/noExplicitAny: the tables are Better Auth's, which makes them and knows their types
export async function reencrypt(kysely: Kysely<any>, secrets: Secrets): Promise<Reencrypted> {
  const tables = await kysely.introspection.getTables();
  const result: Reencrypted = { changed: 0, keys: 0, others: 0, unreadable: 0 };
  await kysely.transaction().execute(async (transaction) => {
    for (const place of columns) {
      // A backend that was never started has none.
      if (!tables.some(({ name }) => name === place.table)) continue;
      await reencryptColumn(transaction, place, secrets, result);
    }
  });
  return result;
}

async function reencryptColumn(
  // biome-ignore lint/suspicious/noExplicitAny: as above
  transaction: Kysely<any>,
  { table, column, json }: Column,
  secrets: Secrets,
  result: Reencrypted,
): Promise<void> {
  const rows = await transaction
    .selectFrom(table)
    .select(["id", column])
    .where(column, "is not", null)
    .execute();
  for (const { id, [column]: value } of rows as { id: string; [column: string]: string }[]) {
    const kept = value as string;
    const stored = json ? (JSON.parse(kept) as string) : kept;
    result[table === "jwks" ? "keys" : "others"]++;
    const text = await open(stored, secrets);
    if (text === null) result.unreadable++;
    else if (!isCurrent(stored, secrets)) {
      const made = await seal(text, secrets);
      if ((await open(made, secrets)) !== text)
        throw new Error("The encrypted data could not be decrypted again.");
      await transaction
        .updateTable(table)
        .set({ [column]: json ? JSON.stringify(made) : made })
        .where("id", "=", id)
        // A recovery code may have been used meanwhile.
        .where(column, "=", kept)
        .execute();
      result.changed++;
    }
  }
}

const current = ({ plain, versions }: Secrets) => versions[0] ?? { version: null, value: plain };

function isCurrent(stored: string, secrets: Secrets): boolean {
  const { version, value } = current(secrets);
  const found = parseEnvelope(stored)?.version ?? null;
  return found === (value === secrets.plain ? null : version);
}

async function seal(text: string, secrets: Secrets): Promise<string> {
  const { version, value } = current(secrets);
  const sealed = await symmetricEncrypt({ key: value, data: text });
  return version === null || value === secrets.plain ? sealed : formatEnvelope(version, sealed);
}

async function open(stored: string, { plain, versions }: Secrets): Promise<string | null> {
  const envelope = parseEnvelope(stored);
  const secret =
    envelope === null ? plain : versions.find(({ version }) => version === envelope.version)?.value;
  if (secret === undefined) return null;
  return symmetricDecrypt({ key: secret, data: envelope?.ciphertext ?? stored }).catch(() => null);
}
