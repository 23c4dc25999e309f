import type { ServerResponse } from "node:http";
import type { HealthReport } from "./document.ts";

/** An answer to a probe, before it is one of HTTP. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** `performance.now()` until which the same answer holds. */
  until: number;
}

/** As an answer of the web's own kind. */
export function toResponse({ status, headers, body }: Reply, method: string): Response {
  const bare = method === "HEAD" || body === "";
  return new Response(bare ? null : body, { status, headers });
}

/** The same over node:http. */
export function send({ status, headers, body }: Reply, method: string, response: ServerResponse): void {
  response.writeHead(status, headers).end(method === "HEAD" ? undefined : body);
}

export const notAllowed: Reply = {
  status: 405,
  headers: { allow: "GET, HEAD", "content-length": "0" },
  body: "",
  until: 0,
};

export function headersOf(
  { state }: Pick<HealthReport, "state">,
  type: string,
  body: string,
): Record<string, string> {
  return {
    "content-type": type,
    "content-length": String(Buffer.byteLength(body)),
    "cache-control": "no-store",
    vary: "accept",
    "x-content-type-options": "nosniff",
    ...(state === "running" ? {} : { "retry-after": "1" }),
    ...(state === "draining" ? { connection: "close" } : {}),
  };
}
