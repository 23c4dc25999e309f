import type { Auth } from "../auth/create-auth.ts";
import type { Person } from "./person.ts";

interface SessionFact {
  id: string;
  token: string;
  createdAt: Date;
  updatedAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
}

interface PasskeyFact {
  id: string;
  name: string | null;
  createdAt: Date | null;
}

/** What the page of an account shows beyond the session. */
export interface AccountFacts {
  sessions: SessionFact[];
  passkeys: PasskeyFact[];
  hasPassword: boolean;
  /** Other services that vouch for the person, by Better Auth's names. */
  providers: { id: string; provider: string }[];
}

/** Read at once, and not by a route for each, which would count as many requests. */
export async function accountFactsOf(auth: Auth, { id }: Person): Promise<AccountFacts> {
  const { adapter } = await auth.$context;
  const own = [{ field: "userId", value: id }];
  const [sessions, passkeys, accounts] = await Promise.all([
    adapter.findMany<SessionFact & { expiresAt: Date }>({ model: "session", where: own }),
    adapter.findMany<PasskeyFact>({ model: "passkey", where: own }),
    adapter.findMany<{ id: string; providerId: string; password?: string | null }>({
      model: "account",
      where: own,
    }),
  ]);
  return {
    sessions: sessions
      .filter(({ expiresAt }) => new Date(expiresAt) > new Date())
      .toSorted((a, b) => +new Date(b.updatedAt) - +new Date(a.updatedAt)),
    passkeys,
    hasPassword: accounts.some(({ providerId, password }) => providerId === "credential" && password),
    providers: accounts
      .filter(({ providerId }) => providerId !== "credential")
      .map(({ id: accountId, providerId }) => ({ id: accountId, provider: providerId })),
  };
}
