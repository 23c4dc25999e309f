import type { Context } from "hono";
import type { Auth } from "../auth/create-auth.ts";
import { hasSecondFactor } from "../routes/export.ts";

/** Who is signed in. */
export interface Person {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  hasSecondFactor: boolean;
  sessionId: string;
}

/** By the cookie, which lives on with it; null: nobody. */
export async function personOf(c: Context, auth: Auth): Promise<Person | null> {
  const { headers, response } = await auth.api.getSession({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  if (response === null) return null;
  const { user, session } = response;
  const { id, name, email, emailVerified } = user;
  return { id, name, email, emailVerified, hasSecondFactor: hasSecondFactor(user), sessionId: session.id };
}
