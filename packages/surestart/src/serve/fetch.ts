import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { TLSSocket } from "node:tls";

/** The request as node:http has it: for the socket, and with it the address of the client. */
export interface Connection {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

/** What an application that speaks Request and Response is: Hono's, Elysia's or a Next-like `fetch`. */
export type Fetch = (request: Request, connection: Connection) => Response | Promise<Response>;

/**
 * An application of Request and Response as a listener of node:http. A request of which no Request can be made is answered 405
 * (its method) or 400 (a Host header that is not one); an error of the application 500 and handed to `onError`, and the server
 * goes on.
 */
export function fetchListener(fetch: Fetch, onError: (error: unknown) => void): RequestListener {
  return (incoming, outgoing) => {
    if (unknownToFetch.has(incoming.method ?? "")) {
      outgoing.writeHead(405, { allow, "content-length": "0" }).end();
      return;
    }
    const request = toRequest(incoming, outgoing);
    if (request === null) {
      outgoing.writeHead(400, { "content-length": "0", connection: "close" }).end();
      return;
    }
    answer(fetch, request, { incoming, outgoing }).catch((error) => {
      if (request.signal.aborted) return;
      onError(error);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, { "content-length": "0" }).end();
    });
  };
}

/** Methods of which no Request can be made (Fetch, 2.2.1), so that no application can answer them. */
const unknownToFetch = new Set(["CONNECT", "TRACE", "TRACK"]);
const allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

async function answer(fetch: Fetch, request: Request, connection: Connection): Promise<void> {
  const response = await fetch(request, connection);
  const { outgoing } = connection;
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  outgoing.writeHead(response.status, headers);
  if (response.body === null || request.method === "HEAD") {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body), outgoing);
}

function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request | null {
  const url = urlOf(incoming);
  if (url === null) return null;
  const abort = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) abort.abort(new DOMException("the client has gone", "AbortError"));
  });
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    const name = incoming.rawHeaders[i] as string;
    if (!name.startsWith(":")) headers.append(name, incoming.rawHeaders[i + 1] as string);
  }
  const bodyless = incoming.method === "GET" || incoming.method === "HEAD";
  try {
    return new Request(url, {
      method: incoming.method ?? "GET",
      headers,
      signal: abort.signal,
      ...(bodyless ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
    } as RequestInit);
  } catch {
    return null;
  }
}

/** The scheme is that of the socket and the host that of the request; headers of proxies are the application's matter. */
function urlOf(incoming: IncomingMessage): URL | null {
  const scheme = (incoming.socket as TLSSocket).encrypted ? "https" : "http";
  const target = incoming.url ?? "/";
  const origin = URL.parse(`${scheme}://${incoming.headers.host ?? "localhost"}`);
  if (origin === null || origin.pathname !== "/" || origin.search !== "" || origin.username !== "")
    return null;
  return target.startsWith("/") ? URL.parse(origin.origin + target) : URL.parse(target);
}
