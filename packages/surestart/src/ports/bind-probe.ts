import { type AddressInfo, createServer } from "node:net";
import { addressesOf } from "./addresses.ts";

/** What a real bind said: Node's code, and the address that could not be bound. */
export interface BindRefusal {
  code: string;
  address: string;
}

// A client of "localhost" may ask for any of them, so a server on one needs the port on all.
const shared = new Set(["::", "0.0.0.0", "127.0.0.1", "::1"]);

/**
 * Binds a port for a moment and lets it go: null when that went well. For a wildcard, a loopback or no host, both families
 * must be free, wildcard and loopback; for any other host only its own address (another alias of the machine may use
 * the same port). It keeps nobody away: that is what a claim is for.
 */
export async function probeBind(port: number, host?: string): Promise<BindRefusal | null> {
  if (process.platform === "win32")
    return (await import("./bind-probe-windows.ts")).probeOnWindows(port, host);
  const named = host === undefined ? [] : (addressesOf(host) ?? [host]);
  // What was named by its address must be there; the rest may be absent, on a machine without IPv6 for instance.
  const mustExist = named.length === 1 ? named : [];
  for (const address of needsWholePort(host) ? everywhere(named) : named) {
    const code = await tryListen(port, address);
    if (code === null) {
      // On Linux `::` covers IPv4 and is refused when anybody has the port, on whatever address: nothing is left to ask.
      if (address === "::" && process.platform === "linux") return null;
      continue;
    }
    const absent = code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
    if (!absent || mustExist.includes(address)) return { code, address };
  }
  return null;
}

/** A server on this host needs the port on every address: on a wildcard, a loopback, or where no host is named. */
export function needsWholePort(host: string | undefined): boolean {
  return host === undefined || (addressesOf(host) ?? []).some((address) => shared.has(address));
}

/** The named address first, so that it is the one that is spoken of; then those that need the port as well. */
function everywhere(named: string[]): string[] {
  const specific = named.length === 1 && !named.includes("::") ? named : [];
  return [...new Set([...specific, "::", "0.0.0.0", "127.0.0.1", "::1"])];
}

/** null, or the code of the error. Port 0 asks only whether the host can be bound at all. */
export async function tryListen(port: number, host: string): Promise<string | null> {
  // Without a host Node binds `::` and asks no resolver, which costs as much as all else here; where that is refused it
  // takes 0.0.0.0 in its place, which says nothing about `::`.
  if (host === "::" && (await listens({ port })) === "::") return null;
  const answer = await listens({ port, host });
  return answer instanceof Error ? ((answer as NodeJS.ErrnoException).code ?? "UNKNOWN") : null;
}

/** The address that was bound, for a moment, or the error. */
function listens(where: { port: number; host?: string }): Promise<string | Error> {
  return new Promise((resolve) => {
    const server = createServer((client) => client.destroy());
    server.once("error", resolve);
    server.listen({ ...where, exclusive: true }, () => {
      const { address } = server.address() as AddressInfo;
      server.close(() => resolve(address));
    });
  });
}
