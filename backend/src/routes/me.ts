import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Auth } from "../auth/create-auth.ts";
import { problem, problemSchema } from "./problem.ts";

const user = z
  .object({
    id: z.string(),
    email: z.email(),
    name: z.string(),
    emailVerified: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .openapi("Me");

const route = createRoute({
  method: "get",
  path: "/api/me",
  tags: ["Backend"],
  summary: "Who is signed in",
  description:
    "By the session cookie, or by `Authorization: Bearer` with the token from the `set-auth-token` header of a sign-in.",
  security: [{ session: [] }, { bearer: [] }],
  responses: {
    200: { description: "The signed-in user", content: { "application/json": { schema: user } } },
    401: {
      description: "Not signed in",
      content: { "application/problem+json": { schema: problemSchema } },
    },
  },
});

export function addMe(app: OpenAPIHono, auth: Auth): void {
  app.openapi(route, async (c) => {
    const session = await auth.api.getSession({ headers: c.req.raw.headers });
    c.header("cache-control", "no-store");
    if (session === null) {
      return problem(c, 401, "Sign in first, with POST /api/auth/sign-in/email.", {
        "www-authenticate": "Bearer",
      }) as never;
    }
    const { id, email, name, emailVerified, createdAt } = session.user;
    return c.json({ id, email, name, emailVerified, createdAt: new Date(createdAt).toISOString() }, 200);
  });
}
