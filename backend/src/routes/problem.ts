import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.literal("about:blank"),
    title: z.string().openapi({ example: "Unauthorized" }),
    status: z.number().int().openapi({ example: 401 }),
    detail: z.string().optional(),
  })
  .openapi("Problem");

const titles: Partial<Record<ContentfulStatusCode, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** An answer that says what is wrong, as application/problem+json. `detail` is for whoever sent the request. */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return c.body(bodyOf(status, detail), status, { "content-type": type, ...headers });
}

/** The same before there is an application. */
export function problemResponse(
  status: ContentfulStatusCode,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(bodyOf(status, detail), { status, headers: { "content-type": type, ...headers } });
}

const type = "application/problem+json";

function bodyOf(status: ContentfulStatusCode, detail: string): string {
  return JSON.stringify({ type: "about:blank", title: titles[status] ?? "Error", status, detail });
}
