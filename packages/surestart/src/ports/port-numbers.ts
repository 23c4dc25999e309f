import { readFileSync } from "node:fs";
import type { Range } from "./system.ts";

// Ports that browsers refuse to open (Fetch standard, "port blocking"), and with them Node's fetch.
const blockedByBrowsers = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

export function isBlockedByBrowsers(port: number): boolean {
  return blockedByBrowsers.has(port);
}

/** A port that a server can be given: a whole number from 1 to 65535. */
export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** The range from which the system takes source ports for connections: a server there is now and then in their way. */
export function ephemeralRange(): Range {
  if (process.platform === "linux") {
    const [from, to] = numbers("/proc/sys/net/ipv4/ip_local_port_range");
    if (from !== undefined && to !== undefined) return { from, to };
  }
  // RFC 6335; macOS and Windows keep to it.
  return { from: 49152, to: 65535 };
}

/** The first port that needs no right to be bound. 0: none does. */
export function unprivilegedFrom(): number {
  if (process.platform === "linux")
    return numbers("/proc/sys/net/ipv4/ip_unprivileged_port_start")[0] ?? 1024;
  return process.platform === "win32" ? 0 : 1024;
}

/**
 * The ports to try when `wanted` is not available, best first: upward from it, then from 1024 on; never one that browsers
 * refuse, that needs a right, or that is in the ephemeral range (unless the wanted one does). Of a port that needs a
 * right, the usual twin comes first: 8080 for 80, 8443 for 443.
 */
export function* nextPorts(wanted: number): Generator<number> {
  const ephemeral = ephemeralRange();
  const limit = unprivilegedFrom();
  const inside = (port: number): boolean => port >= ephemeral.from && port <= ephemeral.to;
  const asked = inside(wanted);
  const start = wanted < limit ? 8000 + wanted : wanted + 1;
  const fits = (port: number): boolean =>
    port >= limit && port !== wanted && !isBlockedByBrowsers(port) && (asked || !inside(port));
  for (let port = start; port <= 65535; port++) if (fits(port)) yield port;
  for (let port = 1024; port < start; port++) if (fits(port)) yield port;
}

function numbers(path: string): number[] {
  try {
    return readFileSync(path, "utf8").trim().split(/\s+/).map(Number);
  } catch {
    return [];
  }
}
