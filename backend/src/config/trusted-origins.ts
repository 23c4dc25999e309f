/** An entry of BETTER_AUTH_TRUSTED_ORIGINS as Better Auth is to be given it, or what is wrong with it. */
export type OriginEntry = { origin: string } | OriginFault;

export interface OriginFault {
  entry: string;
  /** Goes on after the entry: "has no scheme …". */
  fault: string;
}

export function originWarning({ entry, fault }: OriginFault): { title: string; why: string } {
  return {
    title: `"${entry}" in BETTER_AUTH_TRUSTED_ORIGINS ${fault}`,
    why: "Pages of a trusted origin can use the session of anyone who opens them.",
  };
}

/**
 * Reads one entry. From a trusted origin a browser sends the user's cookies and reads the answers: an entry that fits every
 * page of the world gives each of them everybody's session.
 */
export function originEntry(entry: string): OriginEntry {
  const wrong = (fault: string): OriginEntry => ({ fault, entry });
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(entry) ?? [];
  if (scheme === undefined || host === undefined) {
    if (/^\*+$/.test(entry)) return wrong("trusts every website");
    return wrong("has no scheme; an origin looks like https://app.example.com");
  }
  // An app on a phone has a scheme of its own, and what follows is its matter.
  if (!/^https?$/i.test(scheme))
    return /[*?]/.test(host) ? wrong("has a wildcard after its scheme") : { origin: entry };
  if (rest !== "" && rest !== "/") return wrong("has a path; an origin ends with its host or port");
  if (!/[*?]/.test(host)) {
    const url = URL.parse(entry);
    return url === null || url.username !== "" ? wrong("is not a URL") : { origin: url.origin };
  }
  // The port may be any; the host needs a name below which only its owner's hosts are.
  const name = host.replace(/:(\d+|\*)$/, "");
  const fixed = name.replace(/^\*\./, "");
  const owned = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(fixed) || fixed === "localhost";
  return owned ? { origin: entry.replace(/\/$/, "") } : wrong("also matches other people's hosts");
}
