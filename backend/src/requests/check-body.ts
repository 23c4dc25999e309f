import type { MiddlewareHandler } from "hono";
import { problem } from "../routes/problem.ts";
import { bodyFault } from "./body-limits.ts";

/** Answers 400 to a JSON body that no route could use. What is not JSON is Better Auth's matter, which answers 415. */
export function checkBody(): MiddlewareHandler {
  return async (c, next) => {
    const type = c.req.header("content-type") ?? "";
    if (c.req.method === "GET" || c.req.method === "HEAD" || !/^application\/(\S+\+)?json\b/i.test(type)) {
      return next();
    }
    const json = await c.req.text();
    const fault = json === "" ? null : bodyFault(json);
    if (fault !== null) return problem(c, 400, fault);
    // It was read, and Better Auth reads it once more.
    const { url, method, headers, signal } = c.req.raw;
    c.req.raw = new Request(url, { method, headers, signal, body: json === "" ? null : json });
    return next();
  };
}
