import { readSockets } from "../ports/socket-table.ts";
import { askedFrom } from "./probe.ts";

/**
 * Has anybody but us been connected to one of these ports? Only Linux keeps what is left of a connection where everybody can
 * see it, and only for a minute; elsewhere nobody knows, and the answer is no.
 */
export function hadOtherClients(ports: readonly number[]): boolean {
  if (process.platform !== "linux" || ports.length === 0) return false;
  try {
    return readSockets("any").some(({ port, remote, state }) => {
      if (remote === null || state === "LISTEN") return false;
      // Either end may be the one that is left: ours and the other's are both of this machine where they are on loopback.
      const client = ports.includes(port) ? remote.port : ports.includes(remote.port) ? port : null;
      return client !== null && !askedFrom.has(client);
    });
  } catch {
    return false;
  }
}
