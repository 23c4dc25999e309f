import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Health } from "../health/health.ts";

/** What is done when the service ends, by name, in order: close the database, flush the log. */
export type EndHooks = Record<string, () => unknown>;

export interface EndOptions {
  /** Told first, so that nothing new is sent here. */
  health?: Health | undefined;
  onDrain?: (() => void) | undefined;
  /** Milliseconds between the drain and the closed door, for a balancer to notice. @default 0 */
  drainDelay: number;
  /** Milliseconds that requests in flight have. @default 10000 */
  deadline: number;
  hooks: EndHooks;
  /** Milliseconds that each hook has. @default 5000 */
  hookTimeout: number;
}

/** What did not end well: "3 connections were cut", "database: took longer than 5000 ms". Empty when all did. */
export type EndTrouble = string[];

/** Ends a server: drain, no new connections, requests in flight to their end or the deadline, then the hooks. */
export async function endServer(server: Server, options: EndOptions): Promise<EndTrouble> {
  options.health?.drain();
  options.onDrain?.();
  if (options.drainDelay > 0) await delay(options.drainDelay);
  await acceptWaiting(server, options.deadline / 2);
  const trouble = await closeServer(server, options.deadline);
  for (const [name, hook] of Object.entries(options.hooks)) {
    try {
      await within(options.hookTimeout, hook);
    } catch (error) {
      trouble.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return trouble;
}

/**
 * Clients that were connected by the system before the door is closed, and wait to be accepted, would be cut off by that: Node
 * accepts one in each turn of its loop. At most for so many ms, since others may come as fast.
 */
async function acceptWaiting(server: Server, ms: number): Promise<void> {
  const until = performance.now() + ms;
  let accepted = false;
  const note = (): void => {
    accepted = true;
  };
  server.on("connection", note);
  for (let quiet = 0; quiet < 3 && performance.now() < until; quiet = accepted ? 0 : quiet + 1) {
    accepted = false;
    await new Promise((resolve) => setImmediate(resolve));
  }
  server.off("connection", note);
}

async function closeServer(server: Server, deadline: number): Promise<EndTrouble> {
  if (!server.listening) return [];
  const closed = new Promise<boolean>((resolve) => server.close(() => resolve(true)));
  // A connection is closed as soon as its last request is answered, and not when its keep-alive is over.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const clock = new AbortController();
  // Not waited for after the deadline: a socket that was upgraded belongs to nobody whom the server could ask.
  const over = delay(deadline, false, { signal: clock.signal }).catch(() => false);
  const inTime = await Promise.race([closed, over]);
  clock.abort();
  clearInterval(sweep);
  if (inTime) return [];
  server.closeAllConnections();
  return [`requests that were not answered within ${deadline} ms were cut off`];
}

async function within(ms: number, hook: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms);
  });
  try {
    await Promise.race([hook(), over]);
  } finally {
    clearTimeout(timer);
  }
}
