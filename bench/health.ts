/** Requests per second of /health with five cached checks, next to a bare node:http server, in turn: `node bench/health.ts`. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, get } from "node:http";
import { createHealth } from "../packages/surestart/src/health.ts";
import { median } from "./measure.ts";

const [mode] = process.argv.slice(2);
if (mode === "--serve-bare" || mode === "--serve-health") await serve(mode);
else await bench();

async function bench(): Promise<void> {
  const rates: Record<string, number[]> = { "node:http": [], "surestart/health": [] };
  for (let round = 0; round < 7; round++) {
    rates["node:http"]?.push(await rateOf("--serve-bare"));
    rates["surestart/health"]?.push(await rateOf("--serve-health"));
  }
  const base = median(rates["node:http"] ?? []);
  console.log("\n/health with five cached checks, requests per second");
  console.table(
    Object.fromEntries(
      Object.entries(rates).map(([way, all]) => [
        way,
        { median: Math.round(median(all)), ratio: (median(all) / base).toFixed(2) },
      ]),
    ),
  );
}

async function serve(what: string): Promise<void> {
  const check = async (): Promise<boolean> => true;
  const health = createHealth({
    version: "1.0.0",
    checks: { a: check, b: check, c: check, d: check, e: check },
  });
  const body = JSON.stringify({ status: "pass", version: "1.0.0" });
  health.started();
  const server = createServer((request, response) => {
    if (what === "--serve-health") return void health.handle(request, response);
    response.writeHead(200, {
      "content-type": "application/health+json",
      "cache-control": "no-store",
      "content-length": body.length,
    });
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.((server.address() as { port: number }).port);
}

async function rateOf(what: string): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [import.meta.filename, what], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [port] = (await once(child, "message")) as [number];
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  let done = 0;
  const until = performance.now() + 1500;
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      get({ port, host: "127.0.0.1", path: "/health", agent }, (response) => {
        response.resume();
        response.once("end", resolve);
      }).once("error", reject);
    });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      while (performance.now() < until) {
        await ask();
        done++;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  child.kill();
  return done / seconds;
}
