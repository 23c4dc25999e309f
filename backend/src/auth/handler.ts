import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { router } from "better-auth/api";
import type { Auth } from "./create-auth.ts";
import type { PasskeyPlace } from "./passkey-place.ts";

type Handler = (request: Request) => Promise<Response>;

/**
 * `auth.handler` with its routes made once. Better Auth's own makes all of them again for every request, a sixth of what a
 * session costs, since trusted origins may be a function of the request; ours are a list. Requests share nothing by it: each is
 * given a copy of the context, as each call of `auth.api` is. Passkeys have routes of their own, made when the first is asked.
 */
export async function handlerOf(auth: Auth, passkeys: PasskeyPlace | null): Promise<Handler> {
  const handler = await routesOf(auth, auth.options.plugins);
  if (passkeys === null) return handler;
  let withPasskeys: Promise<Handler> | undefined;
  return async (request) => {
    if (!new URL(request.url).pathname.includes("/passkey/")) return handler(request);
    withPasskeys ??= allPlugins(auth, passkeys).then((plugins) => routesOf(auth, plugins));
    return (await withPasskeys)(request);
  };
}

/** All plugins, that of passkeys too. */
export async function allPlugins(auth: Auth, passkeys: PasskeyPlace | null): Promise<BetterAuthPlugin[]> {
  const plugins: BetterAuthPlugin[] = [...auth.options.plugins];
  if (passkeys === null) return plugins;
  const { passkeyRoutes } = await import("./passkeys.ts");
  return [...plugins, passkeyRoutes(passkeys, auth.options.appName)];
}

async function routesOf(auth: Auth, plugins: readonly BetterAuthPlugin[]): Promise<Handler> {
  // The context is typed by our options, and is what Better Auth itself hands to its router.
  const context = (await auth.$context) as unknown as Parameters<typeof router>[0];
  const options: BetterAuthOptions = { ...auth.options, plugins: [...plugins] };
  return router(context, options).handler;
}
