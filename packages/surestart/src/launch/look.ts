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
  if (isBlind()) return (await import("./look-blind.ts")).blindLook(root, port);
  // Windows has no sessions in this sense: there the family is all there is.
  const watch = process.platform === "win32" ? null : await watchListeners({ session: root }, before);
  let familyAt = performance.now();
  return {
    async listening() {
      const found = (await watch?.look()) ?? [];
      if (found.length > 0 || (watch && performance.now() - familyAt < familyEvery)) return found;
      familyAt = performance.now();
      return listenersOf(await family(root));
    },
    holders: async (port) => (await import("../ports/holders.ts")).whoHolds(port),
    connections: async () => connectionsOf(await family(root)),
  };
}

async function family(root: number): Promise<Members> {
  return { pids: (await familyOf(root)).map((p) => p.pid) };
}
