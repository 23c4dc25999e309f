import { addressesOf } from "./addresses.ts";
import { type BindRefusal, needsWholePort, tryListen } from "./bind-probe.ts";
import { windowsSystem } from "./system.ts";

/**
 * `probeBind` on Windows, whose firewall asks the user about every program that listens on more than loopback: a wildcard is
 * only listened on where the server is to do so itself. Who has the port on another address, the socket table says; Windows
 * lets a second server have a more exact one without an error.
 * @param listeners addresses on which somebody listens on the port
 */
export async function probeOnWindows(
  port: number,
  host: string | undefined,
  listen: typeof tryListen = tryListen,
  listeners: (port: number) => Promise<string[]> = listenersOn,
): Promise<BindRefusal | null> {
  const named = host === undefined ? [] : (addressesOf(host) ?? [host]);
  const whole = needsWholePort(host);
  for (const address of whole ? new Set([...named, "127.0.0.1", "::1"]) : named) {
    const code = await listen(port, address);
    if (code === null) continue;
    const absent = code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
    if (!absent || (named.length === 1 && named[0] === address)) return { code, address };
  }
  const [other] = whole ? await listeners(port) : [];
  return other === undefined ? null : { code: "EADDRINUSE", address: other };
}

async function listenersOn(port: number): Promise<string[]> {
  const sockets = await (await windowsSystem()).sockets({ ports: [port], state: "listening" });
  return sockets.map((socket) => socket.address);
}
