/**
 * The backend next to the plainest Better Auth server on node:http, in turn, in one run: `npm run bench -- backend`, with --quick in
 * half a minute. No round starts either again; ratios are of medians, since the machine may be busy. Where it is, the
 * processor time of a request says more.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { median } from "./measure.ts";

const repository = path.resolve(import.meta.dirname, "..");
const quick = process.argv.includes("--quick");
const rounds = quick ? 3 : 7;
const dir = mkdtempSync(path.join(tmpdir(), "surestart-bench-"));
const children: ChildProcess[] = [];
const user = { email: "ada@example.com", password: "correct horse battery", name: "Ada" };
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

// Also when a measurement fails, or is given up: nothing that was started stays.
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const ours = await started("backend/src/main.ts", "ours.db");
const plain = await started("backend/bench/plain-better-auth.ts", "plain.db");
await throughput("get-session, requests per second", ours, plain, 300, (server) =>
  ask(`${server.url}/api/auth/get-session`, { cookie: server.cookie }),
);
await throughput("sign-in, requests per second", ours, plain, 12, signIn);
await throughput("/health and bare node:http, requests per second", ours, plain, 2000, ({ url }) =>
  ask(`${url}/health`),
);
await slowestSession(ours);
process.exit();

interface Server {
  pid: number;
  url: string;
  cookie: string;
}

async function throughput(
  title: string,
  ours: Server,
  plain: Server,
  count: number,
  once: (server: Server) => Promise<unknown>,
): Promise<void> {
  const rates: Record<string, number[]> = { plain: [], backend: [] };
  const costs: Record<string, number[]> = { plain: [], backend: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, server] of [["plain", plain] as const, ["backend", ours] as const]) {
      const before = processorTime(server.pid);
      rates[name]?.push(await rateOf(count, () => once(server)));
      costs[name]?.push((processorTime(server.pid) - before) / count);
    }
  }
  const base = median(rates["plain"] ?? []);
  const cost = (name: string): number => median(costs[name] ?? []);
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      Object.entries(rates).map(([name, all]) => [
        name,
        {
          median: Math.round(median(all)),
          ratio: (median(all) / base).toFixed(2),
          "processor ms each": cost(name).toFixed(2),
          "by processor time": (cost("plain") / cost(name)).toFixed(2),
        },
      ]),
    ),
  );
}

/** Milliseconds of the processor that a process has used; not a number where the system does not tell. */
function processorTime(pid: number): number {
  try {
    const [user, system] =
      readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").slice(11) ?? [];
    return (Number(user) + Number(system)) * 10;
  } catch {
    return Number.NaN;
  }
}

async function rateOf(count: number, once: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let left = count / 4; left > 0; left--) await once();
    }),
  );
  return count / ((performance.now() - began) / 1000);
}

/** How long one waits for a session while fifty sign in, next to one sign-in alone. */
async function slowestSession(server: Server): Promise<void> {
  const alone: number[] = [];
  const slowest: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    for (let times = 0; times < 3; times++) alone.push(await timeOf(() => signIn(server)));
    let signedIn = 0;
    const all = Array.from({ length: 50 }, () => signIn(server).finally(() => signedIn++));
    let most = 0;
    while (signedIn < all.length) {
      most = Math.max(
        most,
        await timeOf(() => ask(`${server.url}/api/auth/get-session`, { cookie: server.cookie })),
      );
    }
    await Promise.all(all);
    slowest.push(most);
  }
  const one = median(alone);
  console.log("\nthe slowest get-session while 50 people sign in");
  console.table({
    "one sign-in alone": { ms: Math.round(one), ratio: "1.0" },
    "slowest get-session": { ms: Math.round(median(slowest)), ratio: (median(slowest) / one).toFixed(1) },
  });
}

async function timeOf(once: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await once();
  return performance.now() - began;
}

function signIn({ url }: { url: string }): Promise<unknown> {
  return ask(`${url}/api/auth/sign-in/email`, {}, user);
}

async function started(file: string, database: string): Promise<Server> {
  const child = spawn(process.execPath, [path.join(repository, file)], {
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      BETTER_AUTH_SECRET: "k3J9s8dfh2lkjsdf98234lkjsdf0s9df8lkj",
      DATABASE_FILE: path.join(dir, database),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const found = /answers at (http:[^\s,]+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("close", (status) => reject(new Error(`${file} ended with ${status}`)));
  });
  const { headers } = await ask(`${url}/api/auth/sign-up/email`, {}, user);
  return {
    pid: child.pid as number,
    url,
    cookie: (headers["set-cookie"]?.[0] ?? "").split(";")[0] as string,
  };
}

/** An answer other than 200 would make a server look fast. */
function ask(url: string, headers: Record<string, string> = {}, body?: object): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method: body === undefined ? "GET" : "POST",
        headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      },
      (response) => {
        response.resume();
        response.once("end", () =>
          response.statusCode === 200
            ? resolve(response)
            : reject(new Error(`${url} was answered ${response.statusCode}`)),
        );
      },
    );
    sent.once("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
