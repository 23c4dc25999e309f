/** Under which addresses the service is known. */
export interface Addresses {
  /** The origin that tokens name as issuer and audience, and that links use. */
  base: string;
  /** Origins at which this very process answers a browser. */
  own: string[];
  /** Origins, or patterns of them, from which a browser may send cookies. */
  trusted: string[];
}

/**
 * The addresses follow the port that is really used, unless BETTER_AUTH_URL names another host, or https: then something
 * is in front of this process, and its address is the one that counts.
 */
export function addressesOf(options: {
  /** BETTER_AUTH_URL. */
  configured: string | null;
  /** Where the server listens: "http://127.0.0.1:8001". */
  listening: string;
  production: boolean;
  extra: readonly string[];
}): Addresses {
  const listening = new URL(options.listening);
  const base = baseOf(options.configured, listening);
  const local = ["localhost", "127.0.0.1"].map((host) => withHost(listening, host));
  const own = [...new Set([base, listening.origin, ...(options.production ? [] : local)])];
  // A frontend in development has a server and a port of its own, on this machine.
  const anyPort = options.production ? [] : ["http://localhost:*", "http://127.0.0.1:*"];
  return { base, own, trusted: [...new Set([...own, ...anyPort, ...options.extra])] };
}

function baseOf(configured: string | null, listening: URL): string {
  if (configured === null) return listening.origin;
  const url = new URL(configured);
  const thisMachine = url.protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return thisMachine ? withHost(listening, url.hostname) : url.origin;
}

function withHost(listening: URL, hostname: string): string {
  const url = new URL(listening);
  url.hostname = hostname;
  return url.origin;
}
