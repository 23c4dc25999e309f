import { isIP } from "node:net";

/** An address with its port and family, as a socket has it. IPv4-mapped IPv6 addresses are written as IPv4. */
export interface Endpoint {
  address: string;
  port: number;
  family: 4 | 6;
}

/**
 * The addresses that a host stands for when a server listens on it. "localhost" is both loopbacks; "*" and the empty host
 * are both wildcards. null: a name that only the resolver knows.
 */
export function addressesOf(host: string): string[] | null {
  const bare = unbracketed(host);
  if (bare === "" || bare === "*") return ["::", "0.0.0.0"];
  if (bare.toLowerCase() === "localhost") return ["127.0.0.1", "::1"];
  return isIP(bare) === 0 ? null : [isIP(bare) === 6 ? shortenV6(bare) : bare];
}

/** A host in front of a port: IPv6 needs brackets there. */
export function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

/** An address without them. */
export function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

/**
 * Whether two listeners on one port get into each other's way: the same address, or a wildcard that covers the other.
 * `::` covers IPv4 too, since servers leave IPV6_V6ONLY off.
 */
export function overlap(one: string, other: string): boolean {
  if (one === other || one === "::" || other === "::") return true;
  if (one === "0.0.0.0") return isIP(other) === 4;
  if (other === "0.0.0.0") return isIP(one) === 4;
  return false;
}

/** RFC 5952: the longest run of zero groups becomes `::`. Takes any spelling of an IPv6 address; a zone is kept. */
export function shortenV6(address: string): string {
  const [bare = "", zone] = address.split("%");
  const groups = expandV6(bare);
  if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  }
  const text = groups.map((g) => g.toString(16));
  const { start, length } = longestZeros(groups);
  const short =
    length < 2
      ? text.join(":")
      : `${text.slice(0, start).join(":")}::${text.slice(start + length).join(":")}`;
  return zone === undefined ? short : `${short}%${zone}`;
}

function expandV6(address: string): number[] {
  const dotted = address.match(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/);
  const plain = dotted
    ? address.slice(0, dotted.index) + pair(dotted[1], dotted[2]) + ":" + pair(dotted[3], dotted[4])
    : address;
  const [left = "", right] = plain.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const zeros = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array<string>(zeros).fill("0"), ...tail].map((g) => Number.parseInt(g, 16));
}

function pair(high = "0", low = "0"): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}

function longestZeros(groups: number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
