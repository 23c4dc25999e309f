import type { MiddlewareHandler } from "hono";
import { problem } from "../routes/problem.ts";
import { requestContext } from "./request-context.ts";

/**
 * What the database could not do is no success and nobody's fault but ours, whatever was made of it meanwhile: Better Auth
 * answers 422 to a sign-up that it could not store, and 200 to a sign-out that ended nothing.
 */
export function answerFaults(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const fault = requestContext()?.fault;
    if (fault === undefined) return;
    // Without it, headers of the answer that was made would stay, a session's cookie among them.
    c.res = undefined;
    c.res =
      fault === "unavailable"
        ? problem(c, 503, "The database is not answering right now. Try again.", { "retry-after": "2" })
        : problem(c, 500, "Something went wrong. See the log of the backend.");
  };
}
