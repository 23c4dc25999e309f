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
  /** Signing keys that were encrypted anew. */
  changed: number;
  /** All that there are. */
  keys: number;
  /** Those that none of the secrets opens: they stay as they are. */
  unreadable: number;
}

interface Row {
  id: string;
  privateKey: string;
}

/**
 * Encrypts the private keys anew, all or none: with the current version while BETTER_AUTH_SECRET is another one; and without a
 * version once both are the same, so that BETTER_AUTH_SECRETS can go. Whatever is written was opened again before.
 */
// biome-ignore lint/suspicious/noExplicitAny: the tables are Better Auth's, which makes them and knows their types
export async function reencryptKeys(kysely: Kysely<any>, secrets: Secrets): Promise<Reencrypted> {
  const tables = await kysely.introspection.getTables();
  // A backend that was never started has none.
  if (!tables.some(({ name }) => name === "jwks")) return { changed: 0, keys: 0, unreadable: 0 };
  return kysely.transaction().execute(async (transaction) => {
    const rows = (await transaction.selectFrom("jwks").select(["id", "privateKey"]).execute()) as Row[];
    const result = { changed: 0, keys: rows.length, unreadable: 0 };
    for (const { id, privateKey } of rows) {
      const stored = JSON.parse(privateKey) as string;
      const key = await open(stored, secrets);
      if (key === null) result.unreadable++;
      else if (!isCurrent(stored, secrets)) {
        const made = await seal(key, secrets);
        if ((await open(made, secrets)) !== key)
          throw new Error("A key that was encrypted could not be opened again.");
        await transaction
          .updateTable("jwks")
          .set({ privateKey: JSON.stringify(made) })
          .where("id", "=", id)
          .execute();
        result.changed++;
      }
    }
    return result;
  });
}

const current = ({ plain, versions }: Secrets) => versions[0] ?? { version: null, value: plain };

function isCurrent(stored: string, secrets: Secrets): boolean {
  const { version, value } = current(secrets);
  const found = parseEnvelope(stored)?.version ?? null;
  return found === (value === secrets.plain ? null : version);
}

async function seal(key: string, secrets: Secrets): Promise<string> {
  const { version, value } = current(secrets);
  const sealed = await symmetricEncrypt({ key: value, data: key });
  return version === null || value === secrets.plain ? sealed : formatEnvelope(version, sealed);
}

async function open(stored: string, { plain, versions }: Secrets): Promise<string | null> {
  const envelope = parseEnvelope(stored);
  const secret =
    envelope === null ? plain : versions.find(({ version }) => version === envelope.version)?.value;
  if (secret === undefined) return null;
  return symmetricDecrypt({ key: secret, data: envelope?.ciphertext ?? stored }).catch(() => null);
}
