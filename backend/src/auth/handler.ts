import { router } from "better-auth/api";
import type { Auth } from "./create-auth.ts";

/**
 * `auth.handler` with its routes made once. Better Auth's own makes all of them anew for every request, a sixth of what a
 * session costs, since trusted origins may be a function of the request; ours are a list. Requests share nothing by it: each is
 * given a copy of the context, as each call of `auth.api` is.
 */
export async function handlerOf(auth: Auth): Promise<(request: Request) => Promise<Response>> {
  // The context is typed by our options, and is what Better Auth itself hands to its router.
  const context = (await auth.$context) as unknown as Parameters<typeof router>[0];
  return router(context, auth.options).handler;
}
