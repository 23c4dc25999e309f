import http from "node:http";
import type { TLSSocket } from "node:tls";
import type { HealthAnswer } from "../facts.ts";
import { bracketed } from "../ports/addresses.ts";

/** One question by HTTP to one address. */
export interface Question {
  protocol: "http:" | "https:";
  /** A numeric address, without brackets. */
  address: string;
  port: number;
  path: string;
  /** What the Host header and the URL say; the address where it is left out. */
  hostname?: string;
  /** Bytes of the body that are kept. @default 2048 */
  longest?: number;
}

export interface Answer extends HealthAnswer {
  /** The certificate is not one that this machine trusts; null without TLS. */
  untrusted: boolean | null;
}

/** The ports of our own ends: whoever else is connected to the program is another one. */
export const askedFrom: Set<number> = new Set();

// Enough for a person to see what it says; the rest is not even read.
const longestBody = 2048;
const bodyWait = 400;

/**
 * Asks once. Never rejects: what went wrong is the answer's `problem`. Redirects are not followed, proxy variables do not
 * apply, and a certificate that nobody signed is accepted, since the address is this machine's own.
 * @param ms until the status line must be there.
 */
export function ask(question: Question, ms: number, cut?: AbortSignal): Promise<Answer> {
  const url = urlOf(question);
  const empty: Answer = {
    url,
    path: question.path,
    status: null,
    problem: null,
    location: null,
    body: null,
    pid: null,
    holder: null,
    suggestions: [],
    untrusted: null,
  };
  const secure = question.protocol === "https:";
  // TLS takes four times as long to load as HTTP, and hardly ever is it asked for.
  const client = secure ? process.getBuiltinModule("node:https") : http;
  return new Promise((resolve) => {
    const request = client.request({
      protocol: question.protocol,
      host: question.address,
      port: question.port,
      path: question.path,
      // An agent of our own: the global one would take a proxy from the environment.
      agent: new client.Agent({ keepAlive: false }),
      headers: { host: new URL(url).host, accept: "*/*", "user-agent": "surestart", connection: "close" },
      rejectUnauthorized: false,
      ...(question.hostname && secure ? { servername: question.hostname } : {}),
    });
    const fail = (problem: NonNullable<HealthAnswer["problem"]>): void => {
      clearTimeout(timer);
      cut?.removeEventListener("abort", stop);
      request.destroy();
      resolve({ ...empty, problem });
    };
    const stop = (): void => fail("timeout");
    const timer = setTimeout(stop, ms);
    cut?.addEventListener("abort", stop, { once: true });
    request.on("socket", (socket) =>
      socket.once("connect", () => socket.localPort !== undefined && askedFrom.add(socket.localPort)),
    );
    request.on("error", (error: NodeJS.ErrnoException) => fail(problemOf(error)));
    request.on("response", (response) => {
      const untrusted = secure ? !(response.socket as TLSSocket).authorized : null;
      readBody(response, question.longest ?? longestBody, (body) => {
        clearTimeout(timer);
        cut?.removeEventListener("abort", stop);
        request.destroy();
        resolve({
          ...empty,
          status: response.statusCode ?? null,
          location: response.headers.location ?? null,
          body,
          untrusted,
        });
      });
    });
    request.end();
    if (cut?.aborted) stop();
  });
}

function urlOf({ protocol, address, port, path, hostname }: Question): string {
  const host = hostname ?? bracketed(address);
  return new URL(path, `${protocol}//${host}:${port}`).href;
}

/** The first of the body; a stream that never ends is an answer, too. */
function readBody(
  response: http.IncomingMessage,
  longest: number,
  done: (body: string | null) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let over = false;
  const finish = (): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    done(size === 0 ? null : Buffer.concat(chunks).subarray(0, longest).toString("utf8"));
  };
  const timer = setTimeout(finish, bodyWait);
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= longest) finish();
  });
  response.on("end", finish);
  response.on("error", finish);
  response.on("close", finish);
}

function problemOf(error: NodeJS.ErrnoException): NonNullable<HealthAnswer["problem"]> {
  const code = error.code ?? "";
  if (/^(?:ECONNREFUSED|EADDRNOTAVAIL|EHOSTUNREACH|ENETUNREACH|EACCES|EPERM)$/.test(code)) return "connect";
  if (code === "ETIMEDOUT") return "timeout";
  if (/^(?:HPE_|ERR_SSL_|EPROTO|ERR_TLS_)/.test(code)) return "protocol";
  return "reset";
}
