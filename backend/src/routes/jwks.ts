import { createHash } from "node:crypto";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { type Auth, authPath } from "../auth/create-auth.ts";
import { keySetMaxAge, publicKeySet, type StoredKey } from "../auth/signing-keys.ts";

/**
 * The public keys, in place of Better Auth's own route: with the one that signs next, for caches to keep, and outside the
 * limit of requests, since whoever is refused them can verify no token at all.
 */
export function addJwks(app: OpenAPIHono, auth: Auth): void {
  app.get(`${authPath}/jwks`, async (c) => {
    const { adapter } = await auth.$context;
    const keys = await adapter.findMany<StoredKey>({ model: "jwks" });
    // Without any, Better Auth makes the first one.
    const set = keys.length > 0 ? publicKeySet(keys) : JSON.stringify(await auth.api.getJwks());
    const etag = `"${createHash("sha256").update(set).digest("base64url").slice(0, 22)}"`;
    const headers = { etag, "cache-control": `public, max-age=${keySetMaxAge}` };
    const known = c.req.header("if-none-match") ?? "";
    const same = known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
    return same
      ? c.body(null, 304, headers)
      : c.body(set, 200, { ...headers, "content-type": "application/json" });
  });
}
