import { clock } from "../clock.ts";
import type { Holder, RunFacts } from "../facts.ts";
import { connectionsOf, listenersOf, type Members } from "../ports/members.ts";
import { isBlind } from "../ports/procfs.ts";
import { watchListeners } from "../ports/watch-listeners.ts";
import { familyOf } from "./group.ts";

/** What the system shows of a program's sockets. */
export interface Look {
  /** Sockets on which the program's processes listen (`familyOf`). */
  listening: () => Promise<RunFacts["listening"]>;
  /** Everybody who listens on a port. */
  holders: (port: number) => Promise<Holder[]>;
  /** Open connections of the program's processes. */
  connections: () => Promise<RunFacts["connections"]>;
  /** The program's processes, as far as they can be told. */
  family: () => Promise<ReadonlySet<number>>;
  /** Nobody can see who listens here: that nothing was seen to listen says nothing. */
  readonly unseen: boolean;
  /** Milliseconds between two questions, at the most, where a question costs nothing. @default it depends on the time */
  readonly pause?: number;
}

// The session is looked at each time, what descends from it into other sessions only this often.
const familyEvery = 200;

/**
 * Looks at the program whose group and session have the number `root`.
 * @param port the port that it was given: where the system shows nothing, that one is asked. @default none
 * @param before what ran before it was started (`runningPids`): none of that need be looked at. @default nothing
 */
export async function lookAt(
  root: number,
  port: number | null = null,
  before: readonly number[] = [],
): Promise<Look> {
  if (process.platform === "win32") return (await import("./look-windows.ts")).windowsLook(root, port);
  if (isBlind()) return (await import("./look-blind.ts")).blindLook(root, port);
  const watch = await watchListeners({ session: root }, before);
  let familyAt = clock();
  return {
    async listening() {
      const found = await watch.look();
      if (found.length > 0 || clock() - familyAt < familyEvery) return found;
      familyAt = clock();
      return listenersOf(await family(root));
    },
    holders: async (port) => (await import("../ports/holders.ts")).whoHolds(port),
    connections: async () => connectionsOf(await family(root)),
    family: async () => new Set((await familyOf(root)).map((p) => p.pid)),
    unseen: false,
  };
}

async function family(root: number): Promise<Members> {
  return { pids: (await familyOf(root)).map((p) => p.pid) };
}
