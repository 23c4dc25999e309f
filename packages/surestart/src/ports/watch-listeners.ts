import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { clock } from "../clock.ts";
import type { RunFacts } from "../facts.ts";
import { isMember, listenersOf, listening, type Members } from "./members.ts";

/** Asks again and again where a set of processes listens, at a fraction of the price of `listenersOf`. */
export interface ListenerWatch {
  /** The sockets on which the set listens now. */
  look(): Promise<RunFacts["listening"]>;
}

// The socket table is read again after this time, whatever the cheap signs say.
const stale = 100;

/**
 * On Linux a look takes a tenth of a millisecond while nothing happens: the processes, and of them only the new ones, are read
 * when the kernel's number of sockets has changed or 100 ms have gone by; its table of sockets, which takes milliseconds, only
 * once the set has a socket.
 * Elsewhere it is `listenersOf`, at most every 100 ms.
 * @param outside pids that are no members and cannot become any: what ran before the members were started. @default none
 */
export async function watchListeners(
  members: Members,
  outside: readonly number[] = [],
): Promise<ListenerWatch> {
  return process.platform === "linux" ? watchProc(members, outside) : watchSlowly(members);
}

async function watchProc(members: Members, before: readonly number[]): Promise<ListenerWatch> {
  const { pids, readProcess } = await import("./procfs.ts");
  const { socketsOf } = await import("./linux.ts");
  let strangers = new Set(before);
  let signs = "";
  let readAt = Number.NEGATIVE_INFINITY;
  let last: RunFacts["listening"] = [];

  // A process joins a group or a session only right after it was forked, so one that was seen outside stays outside.
  const membersNow = (): number[] => {
    const outside = new Set<number>();
    const settledBefore = settledTime();
    const inside = pids().filter((pid) => {
      const known = strangers.has(pid);
      const one = known ? null : readProcess(pid);
      if (one && isMember(one, members)) return !one.zombie;
      if (known || (one && one.startTime < settledBefore)) outside.add(pid);
      return false;
    });
    strangers = outside;
    return inside;
  };

  return {
    async look() {
      const now = clock();
      const counts = socketCounts();
      if (counts === signs && now - readAt < stale) return last;
      signs = counts;
      const own = "pids" in members ? [...members.pids] : membersNow();
      readAt = now;
      last = own.some(hasSockets) ? listening(socketsOf({ pids: own, state: "listening" })) : [];
      return last;
    },
  };
}

/** Has it a socket that is not its stdin, stdout or stderr? Where that cannot be seen, it may. */
export function hasSockets(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(
      (fd) => Number(fd) > 2 && readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith("socket:"),
    );
  } catch {
    return true;
  }
}

/** Older than a second: it is past the moment between fork and setsid or setpgid. In ticks since boot. */
function settledTime(): number {
  return Number(text("/proc/uptime").split(" ")[0]) * 100 - 100;
}

function socketCounts(): string {
  return (
    /^TCP: inuse \d+/m.exec(text("/proc/self/net/sockstat"))?.[0] +
    (/^TCP6: inuse \d+/m.exec(text("/proc/self/net/sockstat6"))?.[0] ?? "")
  );
}

function text(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function watchSlowly(members: Members): ListenerWatch {
  let readAt = Number.NEGATIVE_INFINITY;
  let last: Promise<RunFacts["listening"]> = Promise.resolve([]);
  return {
    async look() {
      const now = clock();
      if (now - readAt < stale) return last;
      readAt = now;
      last = listenersOf(members);
      return last;
    },
  };
}
