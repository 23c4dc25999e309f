import type { MiddlewareHandler } from "hono";
import { problem } from "../routes/problem.ts";

const known = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** 405 for the rest: of TRACE and CONNECT no Request can be made, which would be an error of ours. */
export function knownMethods(): MiddlewareHandler {
  return (c, next) => {
    if (known.includes(c.req.method)) return next();
    const allow = known.join(", ");
    return Promise.resolve(problem(c, 405, `${c.req.method} is not a supported method.`, { allow }));
  };
}
