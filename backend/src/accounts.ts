import { readAuthConfig } from "./config/auth-config.ts";

/** What an operator is shown of an account. */
export interface Account {
  id: string;
  email: string;
  emailVerified: boolean;
  createdAt: Date | string;
  twoFactorEnabled?: boolean | null;
  banned?: boolean | null;
}

/**
 * The accounts, as Better Auth of the backend sees them: sessions that Redis has end too.
 * @throws {SurestartError} as the backend does at its start
 */
export async function openAccounts() {
  // Better Auth reads NODE_ENV once, when it is imported: that has to wait until the .env is loaded.
  const config = readAuthConfig();
  const { createLog } = await import("./log.ts");
  const { secretsOf } = await import("./config/secrets-of.ts");
  const { openData } = await import("./data.ts");
  const { authOptions, createAuth } = await import("./auth/create-auth.ts");
  const { migrate } = await import("./database/migrate.ts");
  const { noMailer } = await import("./mail/mailer.ts");
  const { makeResetLink, resetMinutes } = await import("./mail/reset-link.ts");
  const { addressesOf } = await import("./config/addresses.ts");
  const log = createLog({ level: "warn", production: config.production, secrets: secretsOf(config) });
  const data = openData(config.data, config.placeOf);
  const listening = `http://127.0.0.1:${process.env["PORT"] || 8000}`;
  const parts = { ...data, mailer: noMailer };
  await data.prepare(() => migrate(authOptions(config, parts, listening, log)));
  const { adapter, internalAdapter } = await createAuth(config, parts, listening, log).$context;
  const { base } = addressesOf({
    configured: config.url,
    listening,
    production: config.production,
    extra: [],
  });

  return {
    all: () =>
      adapter.findMany<Account>({
        model: "user",
        sortBy: { field: "createdAt", direction: "asc" },
        limit: 1_000_000,
      }),
    async find(email: string): Promise<Account | null> {
      return adapter.findOne<Account>({
        model: "user",
        where: [{ field: "email", value: email.toLowerCase() }],
      });
    },
    async disable({ id }: Account): Promise<void> {
      // First, so that no session begins after the others have ended.
      await internalAdapter.updateUser(id, { banned: true });
      await internalAdapter.deleteUserSessions(id);
    },
    async enable({ id }: Account): Promise<void> {
      await internalAdapter.updateUser(id, { banned: false, banReason: null, banExpires: null });
    },
    async reset({ id }: Account, withoutSecondFactor: boolean): Promise<{ link: string; minutes: number }> {
      if (withoutSecondFactor) {
        await adapter.deleteMany({ model: "twoFactor", where: [{ field: "userId", value: id }] });
        await internalAdapter.updateUser(id, { twoFactorEnabled: false });
      }
      return { link: await makeResetLink(internalAdapter, id, base), minutes: resetMinutes };
    },
    async remove({ id }: Account): Promise<void> {
      await internalAdapter.deleteUserSessions(id);
      await internalAdapter.deleteUser(id);
    },
    close: () => data.close(),
  };
}
