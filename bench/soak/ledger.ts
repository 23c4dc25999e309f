import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { claimPort } from "../../packages/surestart/src/ports/claim.ts";
import { claims } from "../../packages/surestart/src/ports/claims.ts";
import { whoHolds } from "../../packages/surestart/src/ports/holders.ts";

/**
 * What one run has started, by the run's own mark and not by what surestart says: the mark is in the environment that all its
 * processes inherit, and its programs write their pid, their session and their port into its file. Linux only: /proc.
 */
export interface Ledger {
  /** In SOAK_RUN of every process of the run. */
  mark: string;
  /** The file of SOAK_LEDGER. */
  file: string;
  /** The project's folder, which its claims name. */
  dir: string;
  /** The process that the soak itself has started. */
  pid: number;
}

export interface Entry {
  pid: number;
  parent: number;
  session: number;
  /** Only once it listens. */
  port?: number;
}

/** The file of a ledger, made before anything is started. */
export function ledgerFile(dir: string): string {
  const file = path.join(dir, "ledger");
  closeSync(openSync(file, "a"));
  return file;
}

export function entries({ file }: Ledger): Entry[] {
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Entry);
}

/** What of a run is there at this moment, in words: processes, ports, claims. */
export async function leftOf(ledger: Ledger): Promise<string[]> {
  const left = processesOf(ledger).map(({ pid, command }) => `process ${pid} (${command})`);
  for (const port of portsOf(ledger))
    if (!(await canBind(port)) && !(await heldByOthers(port, ledger))) left.push(`port ${port}`);
  const registry = await claims();
  for (const { port, owner } of (await registry?.list()) ?? [])
    if (owner.dir === ledger.dir) left.push(`claim of ${port} (pid ${owner.pid})`);
  return left;
}

/**
 * Waits until nothing is left, at most `grace` milliseconds; a second where it is the watchdog alone, which has had its word
 * and needs its turn.
 */
export async function cleanWithin(ledger: Ledger, grace: number): Promise<{ left: string[]; ms: number }> {
  const began = performance.now();
  for (;;) {
    const left = await leftOf(ledger);
    const ms = Math.round(performance.now() - began);
    const allowed = left.every((one) => one.includes("surestart-watchdog")) ? Math.max(grace, 1000) : grace;
    if (left.length === 0 || ms >= allowed) return { left, ms };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The ports that a run used and that no other run can be given now: a claim that nobody heals. */
export async function unclaimable(ledgers: readonly Ledger[]): Promise<number[]> {
  const lost: number[] = [];
  for (const port of new Set(ledgers.flatMap(portsOf))) {
    const claim = await claimPort({ wanted: port, strategy: "fail" }).catch(() => null);
    claim?.release();
    if (!claim && (await whoHolds(port)).length === 0) lost.push(port);
  }
  return lost;
}

/** Processes with the run's mark, in its sessions, or that watch over one of them. The dead that wait to be collected do not count. */
export function processesOf(ledger: Ledger): { pid: number; command: string }[] {
  const entered = entries(ledger);
  const sessions = new Set(entered.map((entry) => entry.session));
  const runs = new Set(
    [ledger.pid, ...entered.map((entry) => entry.parent)].map((pid) => `SURESTART_RUN=${pid}:`),
  );
  const found: { pid: number; command: string }[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const stat = read(`/proc/${name}/stat`).split(") ").at(-1)?.split(" ") ?? [];
    if (stat[0] === undefined || stat[0] === "" || stat[0] === "Z" || stat[0] === "X") continue;
    const argv = read(`/proc/${name}/cmdline`).split("\0");
    const watches = argv[3] === "surestart-watchdog" && runs.has(argv[4] ?? "");
    const marked = read(`/proc/${name}/environ`).split("\0").includes(`SOAK_RUN=${ledger.mark}`);
    if (marked || watches || sessions.has(Number(stat[3])))
      found.push({ pid: Number(name), command: argv.join(" ").slice(0, 80).trim() });
  }
  return found;
}

const portsOf = (ledger: Ledger): number[] => [
  ...new Set(entries(ledger).flatMap(({ port }) => (port === undefined ? [] : [port]))),
];

/** By binding it, since that is what counts. */
function canBind(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Somebody listens there who has nothing to do with the run. */
async function heldByOthers(port: number, ledger: Ledger): Promise<boolean> {
  const ours = new Set(processesOf(ledger).map(({ pid }) => pid));
  const holders = await whoHolds(port);
  return holders.length > 0 && holders.every(({ pid }) => pid !== null && !ours.has(pid));
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
