import { isIP } from "node:net";

/** Where a service is, from a URL: never with its user or password. */
export interface ServiceAddress {
  scheme: string;
  /** Without brackets. */
  host: string;
  port: number | null;
}

/**
 * The addresses in a URL: one for each host of a list (`mongodb://a:1,b:2/x`). Read leniently: a password with unencoded
 * characters still leaves its host. Empty where there is no host: a file, a socket, a value that is no URL.
 */
export function urlAddresses(value: string): ServiceAddress[] {
  const m = /^((?:jdbc:)?[a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(value.trim());
  if (!m) return [];
  const [, scheme, rest] = m as unknown as [string, string, string];
  const authority = rest.split(/[/?#]/, 1)[0] as string;
  const plain = hosts(authority.slice(authority.lastIndexOf("@") + 1));
  if (plain !== null) return plain.map((address) => ({ scheme, ...address }));
  // A slash, a question mark or a hash was in the password.
  const behind = rest.slice(rest.lastIndexOf("@") + 1).split(/[/?#]/, 1)[0] as string;
  return rest.includes("@") ? (hosts(behind) ?? []).map((address) => ({ scheme, ...address })) : [];
}

/** `host`, `host:port`, `[::1]:port`, and lists of them; null when the text is not one. */
export function hosts(text: string): { host: string; port: number | null }[] | null {
  const list: { host: string; port: number | null }[] = [];
  for (const one of text.split(",")) {
    const m = /^(?:\[([0-9a-f:.%]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(one.trim());
    if (!m) return null;
    const port = m[3] === undefined ? null : Number(m[3]);
    if (port !== null && (port < 1 || port > 65535)) return null;
    list.push({ host: (m[1] ?? m[2]) as string, port });
  }
  return list;
}

/**
 * Loopback, a private network (RFC 1918, RFC 4193, link-local, shared address space), or a name that only a local network
 * can know: one label, `.local`, `.internal`, `.lan`, `.home.arpa`, `.localhost`, `.test`.
 */
export function isNear(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "").replace(/%.*$/, "");
  if (isIP(name) === 4) return nearV4(name);
  if (isIP(name) === 6) {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(name)?.[1];
    return mapped ? nearV4(mapped) : name === "::1" || name === "::" || /^(f[cd]|fe[89ab])/.test(name);
  }
  return (
    !name.includes(".") || /\.(localhost|local|internal|lan|home|home\.arpa|localdomain|test)$/.test(name)
  );
}

function nearV4(address: string): boolean {
  const [a = 0, b = 0] = address.split(".").map(Number);
  return (
    a === 127 ||
    a === 10 ||
    a === 0 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}
