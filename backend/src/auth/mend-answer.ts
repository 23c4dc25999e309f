import { requestContext } from "../requests/request-context.ts";
import { problemResponse } from "../routes/problem.ts";
import { authPath } from "./create-auth.ts";

/** An answer of Better Auth, where it has a header, a status or a text that would mislead. `path`: of its route. */
export function mendAnswer(path: string, response: Response): Response {
  const { headers, status } = response;
  // It has a name of its own for it, which no client knows.
  const retry = headers.get("x-retry-after");
  if (retry !== null) headers.set("retry-after", retry);
  const to = headers.get("location");
  // Of "/.//host", which it takes for a path of ours, it makes "//host", which leads there.
  if (to !== null && /^[/\\]{2}/.test(to)) headers.set("location", to.replace(/^[/\\]+/, "/"));
  if (status === 404 && !/json/.test(headers.get("content-type") ?? "")) {
    return problemResponse(404, `${authPath}${path} does not exist. /docs lists all routes.`);
  }
  // What no device makes is refused with 400 at a sign-in, and with 500 where a passkey is added.
  if (status === 500 && path === "/passkey/verify-registration" && requestContext()?.fault === undefined) {
    return new Response(response.body, { status: 400, headers });
  }
  return response;
}
