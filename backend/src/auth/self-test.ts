import type { Place } from "surestart/serve";
import { secretChanged } from "../config/findings.ts";
import type { Database } from "../database/database.ts";
import type { Auth } from "./create-auth.ts";

/**
 * Signs a token and verifies it, and so makes the first key of a new database. When the secret is not the one with which the
 * keys were encrypted, it is said here and not by a 500 at the first sign-in.
 * `at`: the line of the secret.
 * @throws {SurestartError} secret/changed
 */
export async function proveSigning(auth: Auth, database: Database, at?: Place): Promise<void> {
  const { token } = await auth.api
    .signJWT({ body: { payload: { sub: "self-test" } } })
    .catch((error: unknown) => {
      if (/decrypt/i.test(String(error))) throw secretChanged(database, error, at);
      throw error;
    });
  const { payload } = await auth.api.verifyJWT({ body: { token } });
  if (payload?.sub !== "self-test") throw new Error("A token that was just signed could not be verified.");
}
