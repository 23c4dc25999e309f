import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import { clientAddress } from "../auth/client-address.ts";
import { addHeader } from "./add-header.ts";
import { isClientGone } from "./client-gone.ts";
import { duringRequest } from "./request-context.ts";
import { requestIdOf } from "./request-id.ts";
import type { Traffic } from "./traffic.ts";

/** One line for every request, and its id in the answer. Probes are answered before the application, and leave none. */
export function accessLog(log: Logger, traffic: Traffic, trustedProxies: number): MiddlewareHandler {
  return async (c, next) => {
    const since = performance.now();
    const requestId = requestIdOf(c.req.header("x-request-id"), trustedProxies);
    const client = clientAddress(
      socketAddress(c.env),
      c.req.header("x-forwarded-for") ?? null,
      trustedProxies,
    );
    addHeader(c, "x-request-id", requestId);
    await duringRequest({ requestId, client }, async () => {
      await next();
      const gone = isClientGone(c.error, c.req.raw.signal);
      // 499 is what proxies write for a client that did not wait.
      const status = gone ? 499 : c.res.status;
      const ms = performance.now() - since;
      traffic.count(c.req.method, status, ms);
      log.info(
        {
          method: c.req.method,
          path: shownPath(c.req.path),
          status,
          ms: Math.round(ms * 10) / 10,
          client,
        },
        "request",
      );
    });
  };
}

/** Some paths of Better Auth have a token as their last part; a query is left out for the same reason. */
export function shownPath(path: string): string {
  return path.replace(/(\/reset-password\/)[^/]+/, "$1…").slice(0, 200);
}

/** Who is at the other end of the connection. */
export function socketAddress(env: unknown): string | undefined {
  return (env as { incoming?: { socket: { remoteAddress?: string } } }).incoming?.socket.remoteAddress;
}
