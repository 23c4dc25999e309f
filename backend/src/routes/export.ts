import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Auth } from "../auth/create-auth.ts";
import { problem, problemSchema } from "./problem.ts";

const data = z
  .object({
    exportedAt: z.iso.datetime(),
    user: z.record(z.string(), z.unknown()),
    signInWays: z.array(z.record(z.string(), z.unknown())),
    sessions: z.array(z.record(z.string(), z.unknown())),
    passkeys: z.array(z.record(z.string(), z.unknown())),
    twoFactor: z.object({ enabled: z.boolean() }),
  })
  .openapi("Export");

const route = createRoute({
  method: "get",
  path: "/api/me/export",
  tags: ["Backend"],
  summary: "All data of the signed-in user",
  description: "Without credentials: passwords, tokens, keys and codes are left out.",
  security: [{ session: [] }, { bearer: [] }],
  responses: {
    200: { description: "The data", content: { "application/json": { schema: data } } },
    401: {
      description: "Not signed in",
      content: { "application/problem+json": { schema: problemSchema } },
    },
  },
});

/** What is handed out of each table; whatever else it has is a secret, or of no use elsewhere. */
const shown = {
  session: ["createdAt", "updatedAt", "expiresAt", "ipAddress", "userAgent"],
  account: ["providerId", "accountId", "scope", "createdAt", "updatedAt"],
  passkey: ["name", "deviceType", "backedUp", "createdAt"],
};

export function addExport(app: OpenAPIHono, auth: Auth): void {
  app.openapi(route, async (c) => {
    const session = await auth.api.getSession({ headers: c.req.raw.headers });
    c.header("cache-control", "no-store");
    if (session === null) {
      return problem(c, 401, "Sign in first, with POST /api/auth/sign-in/email.", {
        "www-authenticate": "Bearer",
      }) as never;
    }
    const { id, name, email, emailVerified, image, createdAt, updatedAt } = session.user;
    const { adapter } = await auth.$context;
    const rows = async (model: keyof typeof shown): Promise<Record<string, unknown>[]> => {
      const found = await adapter.findMany<Record<string, unknown>>({
        model,
        where: [{ field: "userId", value: id }],
      });
      return found.map((row) => Object.fromEntries(shown[model].map((field) => [field, row[field] ?? null])));
    };
    const [sessions, signInWays, passkeys] = await Promise.all([
      rows("session"),
      rows("account"),
      rows("passkey"),
    ]);
    c.header("content-disposition", 'attachment; filename="account.json"');
    const kept = {
      exportedAt: new Date().toISOString(),
      user: { id, name, email, emailVerified, image: image ?? null, createdAt, updatedAt },
      signInWays,
      sessions,
      passkeys,
      twoFactor: { enabled: hasSecondFactor(session.user) },
    };
    return c.body(JSON.stringify(kept, null, 2), 200, { "content-type": "application/json" }) as never;
  });
}

/** A field of the plugin, of which the type of a session does not know. */
export function hasSecondFactor(user: object): boolean {
  return (user as { twoFactorEnabled?: unknown }).twoFactorEnabled === true;
}
