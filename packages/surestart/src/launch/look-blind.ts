import { connect } from "node:net";
import type { Look } from "./look.ts";

/**
 * A look where the system shows neither processes nor sockets (Linux without /proc). What can be seen is that the port, which
 * could be bound just before the start, takes connections now: that counts as the program.
 * @param port null: there is none that could be asked, and nothing is ever seen to listen.
 */
export function blindLook(root: number, port: number | null): Look {
  return {
    async listening() {
      if (port === null) return [];
      const open = await Promise.all(["127.0.0.1", "::1"].map((address) => takesConnections(address, port)));
      return open.flatMap((address) => (address === null ? [] : [{ address, port, pid: root }]));
    },
    holders: async () => [],
    connections: async () => [],
    family: async () => new Set([root]),
    unseen: true,
  };
}

// Loopback answers at once or not at all.
const patience = 250;

function takesConnections(address: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: patience });
    const end = (answer: string | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(address));
    socket.once("timeout", () => end(null));
    socket.once("error", () => end(null));
  });
}
