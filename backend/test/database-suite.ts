import { describe, expect, test } from "vitest";
import { ask, bearer, ended, freshBackend, freshSecret, type Run, signUp, start } from "./support.ts";

const secret = freshSecret();

/** An empty database. */
export interface Store {
  /** What the backend needs to use it. */
  env: Record<string, string>;
  /** `dir`: the folder of the backend. */
  sql: (text: string, dir: string) => Promise<Record<string, unknown>[]>;
}

interface Fresh {
  /** Starts one more process with the same folder and database. */
  launch: () => Run;
  sql: (text: string) => Promise<Record<string, unknown>[]>;
}

/** What every kind of database has to do, as tests of the file that calls it. */
export function describeDatabase(name: string, empty: () => Promise<Store>): void {
  describe(name, () => {
    async function fresh(): Promise<Fresh> {
      const dir = freshBackend();
      const { env, sql } = await empty();
      return {
        launch: () => start(dir, { BETTER_AUTH_SECRET: secret, ...env }),
        sql: (text) => sql(text, dir),
      };
    }

    test("users, sessions and tokens, from sign-up to sign-out", async () => {
      const { launch } = await fresh();
      const url = await launch().url;
      const api = `${url}/api/auth`;
      const { email, password, token } = await signUp(url);
      const second = await ask(`${api}/sign-in/email`, { body: { email, password } });
      const other = second.headers.get("set-auth-token") as string;
      expect((await ask(`${api}/sign-in/email`, { body: { email, password: "wrong horse" } })).status).toBe(
        401,
      );
      expect((await ask(`${url}/api/me`, bearer(token))).body).toMatchObject({ email });
      expect((await ask(`${api}/list-sessions`, bearer(token))).body).toHaveLength(2);
      await ask(`${api}/update-user`, { body: { name: "Countess" }, ...bearer(token) });
      expect((await ask(`${url}/api/me`, bearer(other))).body).toMatchObject({ name: "Countess" });
      expect(String((await ask(`${api}/token`, bearer(token))).body["token"]).split(".")).toHaveLength(3);

      const change = { currentPassword: password, newPassword: "another horse", revokeOtherSessions: true };
      const changed = await ask(`${api}/change-password`, { body: change, ...bearer(token) });
      expect(changed.status).toBe(200);
      expect((await ask(`${url}/api/me`, bearer(other))).status).toBe(401);
      const now = changed.headers.get("set-auth-token") as string;
      expect((await ask(`${api}/sign-out`, { method: "POST", ...bearer(now) })).status).toBe(200);
      expect((await ask(`${url}/api/me`, bearer(now))).status).toBe(401);
      expect((await ask(`${api}/sign-in/email`, { body: { email, password } })).status).toBe(401);
      const again = await ask(`${api}/sign-in/email`, { body: { email, password: "another horse" } });
      expect(again.status).toBe(200);
    });

    test("one address that signs up many times at once is one user", async () => {
      const { launch } = await fresh();
      const url = await launch().url;
      const body = { email: "same@example.com", password: "correct horse", name: "Ada" };
      const all = Array.from({ length: 8 }, () => ask(`${url}/api/auth/sign-up/email`, { body }));
      const statuses = (await Promise.all(all)).map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array(7).fill(422)]);
    });

    test("ten start together on an empty database: one set of keys, and each knows the others' sessions", async () => {
      const { launch } = await fresh();
      const urls = await Promise.all(Array.from({ length: 10 }, () => launch().url));
      const { token } = await signUp(urls[0] as string);
      const seen = await Promise.all(urls.map((url) => ask(`${url}/api/me`, bearer(token))));
      expect(seen.map(({ status }) => status)).toEqual(urls.map(() => 200));
      const keys = await Promise.all(urls.map((url) => ask(`${url}/api/auth/jwks`)));
      expect(new Set(keys.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      const last = urls.at(-1) as string;
      expect((await ask(`${last}/api/auth/sign-out`, { method: "POST", ...bearer(token) })).status).toBe(200);
      for (const url of urls) expect((await ask(`${url}/api/me`, bearer(token))).status).toBe(401);
    }, 120_000);

    test("killed in the middle of a thousand sign-ups: every one that was answered is there", async () => {
      const { launch } = await fresh();
      const run = launch();
      const url = await run.url;
      const answered: string[] = [];
      let next = 0;
      const client = async (): Promise<void> => {
        while (next < 1000) {
          const email = `user${next++}@example.com`;
          const body = { email, password: "correct horse", name: "Ada" };
          const { status } = await ask(`${url}/api/auth/sign-up/email`, { body });
          if (status === 200) answered.push(email);
          if (answered.length === 25) run.child.kill("SIGKILL");
        }
      };
      // No more at once than the queue of passwords takes, also on a slow machine.
      await Promise.allSettled(Array.from({ length: 50 }, client));
      expect(answered.length).toBeGreaterThanOrEqual(25);
      expect(answered.length).toBeLessThan(1000);

      const again = await launch().url;
      for (const email of answered) {
        const body = { email, password: "correct horse" };
        expect([email, (await ask(`${again}/api/auth/sign-in/email`, { body })).status]).toEqual([
          email,
          200,
        ]);
      }
    }, 120_000);

    test("a database of an earlier version gets what is new, and keeps its users", async () => {
      const { launch, sql } = await fresh();
      const first = launch();
      const { email, password } = await signUp(await first.url);
      await ended(first.child, "SIGTERM");
      for (const table of ["passkey", "twoFactor"]) await sql(`DROP TABLE "${table}"`);
      for (const column of ["twoFactorEnabled", "role", "banned", "banReason", "banExpires"]) {
        await sql(`ALTER TABLE "user" DROP COLUMN "${column}"`);
      }
      await sql(`ALTER TABLE session DROP COLUMN "impersonatedBy"`);
      const url = await launch().url;
      const api = `${url}/api/auth`;
      const { headers } = await ask(`${api}/sign-in/email`, { body: { email, password } });
      const token = bearer(headers.get("set-auth-token") as string);
      expect((await ask(`${api}/two-factor/enable`, { body: { password }, ...token })).status).toBe(200);
      expect((await ask(`${api}/passkey/list-user-passkeys`, token)).body).toEqual([]);
      expect((await ask(`${api}/delete-user`, { body: { password }, ...token })).status).toBe(200);
      for (const table of ["user", "session", "account", "twoFactor"]) {
        expect(await sql(`SELECT 1 FROM "${table}"`)).toEqual([]);
      }
    });

    test("sessions that have ended are removed", async () => {
      const { launch, sql } = await fresh();
      const first = launch();
      await signUp(await first.url);
      await ended(first.child, "SIGTERM");
      const count = async () => Number((await sql("SELECT count(*) AS count FROM session"))[0]?.["count"]);
      expect(await count()).toBe(1);
      await sql(`UPDATE session SET "expiresAt" = '2020-01-01T00:00:00.000Z'`);
      await launch().url;
      await expect.poll(count, { timeout: 10_000 }).toBe(0);
    });
  });
}
