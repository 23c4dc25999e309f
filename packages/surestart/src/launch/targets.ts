import { unbracketed } from "../ports/addresses.ts";

/** A socket on which our processes listen. */
export interface Listening {
  address: string;
  port: number;
  pid: number;
}

/** An address of this machine at which our own socket can be asked. */
export interface Target {
  address: string;
  port: number;
  /** The address on which the socket listens: a wildcard is asked at a loopback address. */
  listens: string;
  /** The process that listens. */
  pid: number;
}

export interface TargetChoice {
  /** The port that the program was given; null when it was given none. */
  given: number | null;
  /** Ports that other variables of this program name (METRICS_PORT), and for how long they are not taken for the main one. */
  side: ReadonlyMap<number, number>;
  /** Milliseconds since anything of ours was first seen to listen. */
  since: number;
}

// The main server opens its port at the latest this long after a side server of the same program has.
const grace = 1000;
const ofDebuggers = 10_000;
// Node's inspector and debugpy listen before the program does.
const debuggers: ReadonlySet<number> = new Set([9229, 9230, 5678]);

/**
 * Where to ask, best first. The given port alone where it is open; else, after a grace of one second, the other ports of the
 * program (it ignores the one that it was given); ports that another variable names, and debuggers, only later.
 */
export function chooseTargets(sockets: readonly Listening[], choice: TargetChoice): Target[] {
  const at = (port: number): Target[] => addressesOf(sockets.filter((s) => s.port === port));
  const ports = [...new Set(sockets.map((s) => s.port))];
  if (choice.given !== null && ports.includes(choice.given)) return at(choice.given);
  if (choice.given !== null && choice.since < grace) return [];
  const graceOf = (port: number): number =>
    Math.max(choice.side.get(port) ?? 0, debuggers.has(port) ? ofDebuggers : 0);
  return ports
    .filter((port) => choice.since >= graceOf(port))
    .sort((a, b) => graceOf(a) - graceOf(b))
    .flatMap(at);
}

/** The sockets of ours that the URL leads to, by all addresses of its host. */
export async function targetsOfUrl(url: URL, sockets: readonly Listening[]): Promise<Target[]> {
  const { lookup } = process.getBuiltinModule("node:dns/promises");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const addresses = await lookup(unbracketed(url.hostname), { all: true }).catch(() => []);
  const ours = chooseTargets(
    sockets.filter((s) => s.port === port),
    { given: port, side: new Map(), since: 0 },
  );
  return ours.filter((target) => addresses.some((a) => a.address === target.address));
}

/** An IPv4 address first where there is a choice: its URL is what people type. */
function addressesOf(sockets: readonly Listening[]): Target[] {
  const targets = new Map<string, Target>();
  for (const { address, port, pid } of sockets) {
    for (const reach of reachable(address)) {
      const known = targets.get(reach);
      // A socket on exactly this address gets the connection, and not the wildcard's.
      if (!known || known.listens !== reach)
        targets.set(reach, { address: reach, port, listens: address, pid });
    }
  }
  return [...targets.values()].sort(
    (a, b) => Number(a.address.includes(":")) - Number(b.address.includes(":")),
  );
}

function reachable(address: string): string[] {
  if (address === "0.0.0.0" || address === "*") return ["127.0.0.1"];
  // Whether it takes IPv4 too depends on an option of the socket that nobody shows: both are asked.
  if (address === "::") return ["127.0.0.1", "::1"];
  return [address.startsWith("::ffff:") ? address.slice(7) : address];
}
