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
  if (response.body === null || request.method === "HEAD") {
    outgoing.writeHead(response.status, headers).end();
    await response.body?.cancel();
    return;
  }
  const reader = response.body.getReader();
  const first = await reader.read();
  const only = first.done || (await endsNow(reader));
  if (only === true) {
    headers["content-length"] ??= String(first.value?.byteLength ?? 0);
    outgoing.writeHead(response.status, headers).end(first.value);
    return;
  }
  outgoing.writeHead(response.status, headers);
  await pipeline(Readable.from(piecesOf(first.value, only, reader), { objectMode: false }), outgoing);
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Read = Awaited<ReturnType<Reader["read"]>>;

/** A body of one piece, which most are, can be sent with its length and in one write. Gives the read of a second piece, if any. */
async function endsNow(reader: Reader): Promise<true | { next: Promise<Read> }> {
  const next = reader.read();
  let ended = false;
  next.then(
    ({ done }) => {
      ended = done;
    },
    () => {},
  );
  // A stream that was made of a text or of bytes ends within the promises that are settled already.
  for (let left = 8; left > 0 && !ended; left--) await null;
  return ended ? true : { next };
}

async function* piecesOf(
  first: Uint8Array,
  { next }: { next: Promise<Read> },
  reader: Reader,
): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let read = await next; !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Where the client went away, whoever makes the body is told.
    await reader.cancel().catch(() => {});
  }
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
  // RFC 9112, 6.3: a request that says neither has no body.
  const { "content-length": length, "transfer-encoding": encoding } = incoming.headers;
  const empty = encoding === undefined && (length === undefined || Number(length) === 0);
  const bodyless = incoming.method === "GET" || incoming.method === "HEAD" || empty;
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
