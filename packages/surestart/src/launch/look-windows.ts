import type { RunFacts } from "../facts.ts";
import { noteFolder } from "../ports/folder-notes.ts";
import { connectionsOf } from "../ports/members.ts";
import type { Process, Socket, WindowsSystem } from "../ports/system.ts";
import { windowsSystem } from "../ports/system.ts";
import { familyFrom, refresh } from "./family-windows.ts";
import type { Look } from "./look.ts";
import { blindLook } from "./look-blind.ts";

// netstat takes a twentieth of a second of the processor that the program boots on.
const every = 150;
// A PowerShell that has not answered by then may never do so.
const patience = 3000;

/**
 * A look on Windows. Nobody waits for it: a look gives what was seen last and starts the next one. Sockets come from netstat;
 * the process table, which takes PowerShell a second, is only asked for when a process listens that no table has had yet: a
 * question that is under way then would hold that one up.
 * Where there is no table, what may count is the first process itself, and the port that was given: it was free just before.
 */
export async function windowsLook(
  root: number,
  port: number | null,
  of?: Pick<WindowsSystem, "allSockets" | "answers" | "table">,
): Promise<Look> {
  const system = of ?? (await windowsSystem());
  const family = familyFrom(root);
  const blind = blindLook(root, port);
  let listening: RunFacts["listening"] = [];
  let sockets: Socket[] = [];
  let running = false;
  let asking = false;
  let noTable = false;
  let unseen = false;
  const startedAt = performance.now();
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** Who listened when we first looked, before the program could. */
  let before: ReadonlySet<number> | null = null;
  /** When each listener was seen first, in milliseconds since the epoch. */
  let seenAt = new Map<string, number>();

  const whether = async (answer: Promise<boolean>): Promise<void> => {
    const late = setTimeout(() => (noTable = true), patience).unref();
    const got = await answer;
    clearTimeout(late);
    noTable = !got;
  };
  const ask = (): void => {
    if (asking) return;
    asking = true;
    void whether(refresh(family, null, system)).finally(() => {
      asking = false;
      listening = ours();
    });
  };
  // During the start: PowerShell is slow to start, and so is a program.
  void whether(system.answers());

  const look = async (): Promise<void> => {
    const seen = (await system.allSockets())?.filter((s) => s.state === "LISTEN") ?? null;
    unseen = seen === null;
    sockets = seen ?? [];
    const now = Date.now();
    const keys = sockets.flatMap((s) => s.pids.map((pid) => keyOf(pid, s)));
    seenAt = new Map(keys.map((key) => [key, seenAt.get(key) ?? now]));
    if (seen === null) {
      listening = await blind.listening();
      return;
    }
    before ??= new Set(sockets.flatMap((s) => s.pids));
    if (!noTable && sockets.some((s) => s.pids.some((pid) => mayBeOurs(pid, s)))) ask();
    listening = ours();
  };
  /** Does it belong? null: no table has it that is as new as its socket, and a number is given again to another process. */
  const belongs = (pid: number, socket: Socket): boolean | null => {
    const known = family.has(pid);
    return known === false && (seenAt.get(keyOf(pid, socket)) ?? 0) > family.askedAt ? null : known;
  };
  /** Is it worth a table? What listened at once is mostly older than the program. */
  const mayBeOurs = (pid: number, socket: Socket): boolean =>
    pid !== root &&
    belongs(pid, socket) === null &&
    (socket.port === port || !before?.has(pid) || performance.now() - startedAt > patience);
  const ours = (): RunFacts["listening"] =>
    sockets.flatMap((s) => {
      const pid = s.pids.find((one) => isOurs(one, s));
      return pid === undefined ? [] : [{ address: s.address, port: s.port, pid }];
    });
  const isOurs = (pid: number, socket: Socket): boolean =>
    pid === root || (belongs(pid, socket) ?? (noTable && socket.port === port && !before?.has(pid)));

  return {
    pause: 25,
    async listening() {
      if (!running && performance.now() - lookedAt >= every) {
        running = true;
        void look().finally(() => {
          running = false;
          lookedAt = performance.now();
        });
      }
      return listening;
    },
    family: async () => new Set([root, ...family.living.map((p) => p.pid), ...listening.map((l) => l.pid)]),
    holders: async (at) => (await import("../ports/holders.ts")).whoHolds(at),
    connections: async () => connectionsOf({ pids: [root, ...family.living.map((p) => p.pid)] }),
    get unseen() {
      return unseen;
    },
  };
}

const keyOf = (pid: number, { address, port }: Socket): string => `${pid} ${address} ${port}`;

/**
 * Remembers in which folder the program's servers run (`noteFolder`). Nobody need wait for it: where no table was needed until
 * now, one is asked for.
 * @returns what the program has become
 */
export async function noteServers(
  root: number,
  listening: RunFacts["listening"],
  dir: string,
): Promise<readonly Process[]> {
  const family = familyFrom(root);
  const unknown = listening.some(({ pid }) => !family.living.some((one) => one.pid === pid));
  if (unknown) await refresh(family, null);
  const servers = new Set(listening.map(({ pid }) => pid));
  for (const one of family.living) if (servers.has(one.pid)) noteFolder(one, dir);
  return family.living;
}
