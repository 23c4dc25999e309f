import { isAlive } from "../alive.ts";
import { isBlind } from "./procfs.ts";
import { type ClaimOwner, openRegistry, type Registry, registryFolder } from "./registry.ts";
import { system } from "./system.ts";

// Outside of Linux start times come from text with whole seconds, or from our own clock.
const tolerance = process.platform === "linux" ? 0 : 2_000;

let opened: Promise<Registry | null> | undefined;

/** The registry of this user and network; null where no folder is available: claims then hold within this process only. */
export function claims(): Promise<Registry | null> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Registry | null> {
  // Without start times nobody could tell whether the owner of a claim still lives.
  if (isBlind()) return null;
  const folder = registryFolder(await namespaces());
  return folder === null ? null : openRegistry(folder, holds);
}

/** The process itself as the owner of a claim, or another one on whose behalf it is made; null when that is gone. */
export async function ownerFor(pid: number, dir: string): Promise<ClaimOwner | null> {
  if (pid === process.pid && process.platform !== "linux")
    return { pid, dir, startTime: Math.round(Date.now() - process.uptime() * 1000) };
  if (isBlind()) return isAlive(pid) ? { pid, dir, startTime: 0 } : null;
  const startTime = await startTimeOf(pid);
  return startTime === null ? null : { pid, dir, startTime };
}

async function holds(owner: ClaimOwner): Promise<boolean> {
  // A cheap no, where asking for the start time takes a subprocess.
  if (process.platform !== "linux" && !isAlive(owner.pid)) return false;
  const now = await startTimeOf(owner.pid);
  // Windows without PowerShell: somebody has the number, and nobody can say that it is another one.
  if (now === null && process.platform === "win32") return isAlive(owner.pid);
  return now !== null && Math.abs(now - owner.startTime) <= tolerance;
}

async function startTimeOf(pid: number): Promise<number | null> {
  return (await system()).startTime(pid);
}

async function namespaces(): Promise<string> {
  if (process.platform !== "linux") return "";
  const { namespaceOf } = await import("./procfs.ts");
  return `-${namespaceOf("net")}-${namespaceOf("pid")}`;
}
