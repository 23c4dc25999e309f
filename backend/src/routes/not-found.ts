import type { Context } from "hono";
import type { RouterRoute } from "hono/types";
import { problem } from "./problem.ts";

/** 405 with the methods that there are (RFC 9110, 15.5.6) where the path has others, else 404. */
export function notFound(c: Context, routes: readonly RouterRoute[]): Response {
  const methods = new Set(
    routes.filter(({ path, method }) => path === c.req.path && method !== "ALL").map(({ method }) => method),
  );
  if (methods.size === 0) return problem(c, 404, `${c.req.path} does not exist. /docs lists all routes.`);
  if (methods.has("GET")) methods.add("HEAD");
  const allow = [...methods].sort().join(", ");
  return problem(c, 405, `${c.req.path} accepts only ${allow}.`, { allow });
}
