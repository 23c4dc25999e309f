import type { Context } from "hono";
import { authPath } from "../auth/create-auth.ts";

/** An answer of one of Better Auth's routes. */
export interface Answer {
  ok: boolean;
  status: number;
  body: Record<string, unknown>;
  /** "INVALID_PASSWORD"; "" where it has none. */
  code: string;
  /** Seconds after which to come again, where it says so. */
  retryAfter: number | null;
  /** Where it leads. */
  location: string | null;
}

export type Call = (c: Context, path: string, body?: Record<string, unknown>) => Promise<Answer>;

/**
 * Calls a route of Better Auth as the browser would, with its cookies and its origin, and hands on the cookies of the answer: what a
 * page does is limited, checked and logged like every other request.
 */
export function callerOf(forward: (request: Request) => Promise<Response>): Call {
  return async (c, path, body) => {
    const headers = new Headers({ "content-type": "application/json" });
    for (const name of ["cookie", "origin", "user-agent"]) {
      const value = c.req.header(name);
      if (value !== undefined) headers.set(name, value);
    }
    const text = body === undefined ? null : JSON.stringify(body);
    if (text !== null) headers.set("content-length", String(Buffer.byteLength(text)));
    const response = await forward(
      new Request(new URL(authPath + path, c.req.url), {
        method: body === undefined ? "GET" : "POST",
        headers,
        body: text,
      }),
    );
    for (const cookie of response.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
    const said: unknown = await response.json().catch(() => null);
    const answer = (typeof said === "object" && said !== null ? said : {}) as Record<string, unknown>;
    const retry = Number(response.headers.get("retry-after"));
    return {
      ok: response.ok,
      status: response.status,
      body: answer,
      code: typeof answer["code"] === "string" ? answer["code"] : "",
      retryAfter: retry > 0 ? retry : null,
      location: response.headers.get("location"),
    };
  };
}
