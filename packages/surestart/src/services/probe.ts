import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import type { ServiceFact } from "../facts.ts";
import { kinds } from "../known/_find-services.ts";
import { isNear } from "./address.ts";
import { identify, question, sameProtocol } from "./greetings.ts";

export interface ProbeOptions {
  /** Ask hosts outside of loopback and private networks, too. @default false */
  probe?: boolean;
  /** Milliseconds for the look-up, for the connection, and for the first words together each. @default 400 */
  timeout?: number;
}

/**
 * Asks a service whether it is there: its name, its port, and by a harmless first word whether it is of its kind. Nothing
 * is authenticated and nothing changed; TLS ports and unknown kinds are only connected to. Never throws.
 */
export async function probeService(fact: ServiceFact, options: ProbeOptions = {}): Promise<ServiceFact> {
  const { probe = false, timeout = 400 } = options;
  if (!fact.near && !probe) return fact;
  const found = await resolve(fact.host, lookupTimes * timeout);
  if (found === "unknown-host") return { ...fact, answer: "unknown-host" };
  // A name of a local network that leads out of it is not followed.
  const addresses = probe ? found : found.filter(isNear);
  if (addresses.length === 0 || fact.port === null) return fact;
  const socket = await openAny(addresses, fact.port, timeout);
  if (typeof socket === "string") return { ...fact, answer: socket };
  const seen = await firstWords(socket, fact, timeout);
  if (seen !== "silent") return judged(fact, seen);
  // Silent where its kind is not: a web server waits for the end of a line.
  const again = await openAny(addresses, fact.port, timeout);
  return typeof again === "string"
    ? { ...fact, answer: "open" }
    : judged(fact, await askAsHttp(again, timeout));
}

function judged(fact: ServiceFact, first: Buffer | null): ServiceFact {
  const seen = first === null ? null : identify(first);
  if (seen === null || sameProtocol(fact.kind, seen.kind)) return { ...fact, answer: "open" };
  return { ...fact, answer: "wrong-protocol", saw: seen.words };
}

/** Asks all at once; services with the same address and kind are asked once. */
export async function probeServices(
  facts: readonly ServiceFact[],
  options: ProbeOptions = {},
): Promise<ServiceFact[]> {
  const asked = new Map<string, Promise<ServiceFact>>();
  return await Promise.all(
    facts.map(async (fact) => {
      const key = `${fact.kind} ${fact.scheme} ${fact.host} ${fact.port}`;
      const answer = asked.get(key) ?? probeService(fact, options);
      asked.set(key, answer);
      const { answer: word, saw } = await answer;
      return { ...fact, answer: word, saw };
    }),
  );
}

/** A resolver asks its servers several times; the program would wait as well. */
const lookupTimes = 5;

/** The addresses of a host; empty when that cannot be told in time. */
async function resolve(host: string, timeout: number): Promise<string[] | "unknown-host"> {
  if (isIP(host.replace(/%.*$/, "")) !== 0) return [host];
  const { promise, resolve: late } = Promise.withResolvers<string[]>();
  const timer = setTimeout(() => late([]), timeout);
  try {
    return await Promise.race([
      lookup(host, { all: true }).then((all) => all.map((one) => one.address)),
      promise,
    ]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Without any name server a name of one label is as unknown as with one; of others nothing is known.
    return code === "ENOTFOUND" || !host.includes(".") ? "unknown-host" : [];
  } finally {
    clearTimeout(timer);
  }
}

/** Clients try every address of `localhost`, and so do we: the first that accepts counts, else what the first said. */
async function openAny(
  addresses: readonly string[],
  port: number,
  timeout: number,
): Promise<Socket | "refused" | "timeout"> {
  let answer: "refused" | "timeout" | null = null;
  for (const address of addresses) {
    const one = await open(address, port, timeout);
    if (typeof one !== "string") return one;
    answer ??= one;
  }
  return answer ?? "timeout";
}

function open(host: string, port: number, timeout: number): Promise<Socket | "refused" | "timeout"> {
  const { promise, resolve: done } = Promise.withResolvers<Socket | "refused" | "timeout">();
  const socket = connect({ host, port, timeout });
  const fail = (answer: "refused" | "timeout"): void => {
    socket.destroy();
    done(answer);
  };
  socket.once("timeout", () => fail("timeout"));
  socket.once("error", (error: NodeJS.ErrnoException) =>
    fail(unreachable.has(error.code ?? "") ? "timeout" : "refused"),
  );
  socket.once("connect", () => {
    socket.removeAllListeners("timeout");
    socket.removeAllListeners("error");
    // Whatever comes later on this connection says nothing about the service.
    socket.on("error", () => {});
    done(socket);
  });
  return promise;
}

/** No way there: to the program that is the same as no answer. */
const unreachable = new Set(["EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ETIMEDOUT"]);

/** The first bytes that a service sends; null where it is not asked, "silent" where it should have spoken. */
async function firstWords(
  socket: Socket,
  fact: ServiceFact,
  timeout: number,
): Promise<Buffer | null | "silent"> {
  try {
    const kind = kinds.find((k) => k.name === fact.kind);
    if (!kind || kind.greeting === "none" || kind.tls?.schemes.includes(fact.scheme)) return null;
    const said = question(fact.kind);
    if (said) socket.write(said);
    return (await read(socket, timeout)) ?? (socket.readableEnded ? null : "silent");
  } finally {
    socket.destroy();
  }
}

async function askAsHttp(socket: Socket, timeout: number): Promise<Buffer | null> {
  try {
    socket.write("HEAD / HTTP/1.0\r\n\r\n");
    return await read(socket, timeout);
  } finally {
    socket.destroy();
  }
}

/** What arrives in time, the rest of its packet included; null when nothing does. */
function read(socket: Socket, timeout: number): Promise<Buffer | null> {
  const { promise, resolve: done } = Promise.withResolvers<Buffer | null>();
  const parts: Buffer[] = [];
  const finish = (): void => {
    clearTimeout(timer);
    socket.off("data", take).off("close", finish).off("end", finish);
    done(parts.length === 0 ? null : Buffer.concat(parts));
  };
  const take = (part: Buffer): void => {
    parts.push(part);
    finish();
  };
  const timer = setTimeout(finish, timeout);
  socket.on("data", take).on("end", finish).on("close", finish);
  return promise;
}
