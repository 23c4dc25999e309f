import type { Holder } from "../facts.ts";
import { system } from "../ports/system.ts";
import { familyOf } from "./group.ts";
import type { Listening } from "./targets.ts";

/** A connection of one of our processes to somewhere else. */
export interface Connection {
  address: string;
  port: number;
  state: string;
  pid: number;
}

/** What the system shows of a program's sockets. */
export interface Look {
  /** Sockets on which the program's processes listen, by family (`familyOf`). */
  listening: (root: number) => Promise<Listening[]>;
  /** Everybody who listens on a port. */
  holders: (port: number) => Promise<Holder[]>;
  /** Open connections of the program's processes to other processes. */
  connections: (root: number) => Promise<Connection[]>;
}

/** @param holders who holds a port, as the ports room tells it (`whoHolds`) */
export function lookAt(holders: Look["holders"]): Look {
  return {
    holders,
    async listening(root) {
      const sockets = await socketsOf(root, "listening");
      return sockets.map(({ address, port, pids }) => ({ address, port, pid: pids[0] ?? root }));
    },
    async connections(root) {
      const sockets = await socketsOf(root, "any");
      return sockets.flatMap(({ remote, state, pids }) =>
        remote ? [{ ...remote, state, pid: pids[0] ?? root }] : [],
      );
    },
  };
}

async function socketsOf(root: number, state: "listening" | "any") {
  const family = await familyOf(root);
  if (family.length === 0) return [];
  return (await system()).sockets({ state, pids: family.map((p) => p.pid) });
}
