import type { MiddlewareHandler } from "hono";

/**
 * /docs/ leads to /docs where only that is there. The address is relative: a Host header, or TLS that ends at a proxy, has no
 * say in where a client is sent.
 */
export function withoutSlash(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { method, path } = c.req;
    if (c.res.status !== 404 || (method !== "GET" && method !== "HEAD") || !/[^/]\/$/.test(path)) return;
    // A path that begins with two slashes would be another host's.
    const to = path.replace(/\/+$/, "").replace(/^\/+/, "/");
    c.res = c.redirect(to + new URL(c.req.url).search, 301);
  };
}
