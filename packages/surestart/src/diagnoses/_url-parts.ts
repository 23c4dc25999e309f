/** A URL of a service, taken apart as a person means it: the last @ before the path divides user and host. */
export interface UrlParts {
  scheme: string;
  user: string;
  password: string;
  /** Where the password begins in the text, in UTF-16 units. */
  passwordStart: number;
  host: string;
  rest: string;
}

export function urlParts(text: string): UrlParts | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (!scheme) return null;
  const start = scheme[0].length;
  const at = text.lastIndexOf("@");
  if (at < start) return null;
  const host = /^[^/?#]*/.exec(text.slice(at + 1))?.[0] ?? "";
  const colon = text.indexOf(":", start);
  if (colon === -1 || colon > at || !/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?$/i.test(host)) return null;
  const passwordStart = colon + 1;
  return {
    scheme: scheme[1] as string,
    user: text.slice(start, colon),
    password: text.slice(passwordStart, at),
    passwordStart,
    host,
    rest: text.slice(at + 1 + host.length),
  };
}

/** The first character of a password that must be encoded in a URL, RFC 3986 section 3.2.1; -1 when there is none. */
export function unencodedAt(password: string): number {
  for (let i = 0; i < password.length; i++) {
    const char = password[i] as string;
    if ('@/#?[]: \\^|"<>`{}'.includes(char)) return i;
    if (char === "%" && !/^%[0-9a-f]{2}/i.test(password.slice(i, i + 3))) return i;
  }
  return -1;
}

/** Encodes what is not encoded yet; an existing escape is kept. */
export function encoded(password: string): string {
  return password.replace(/%(?![0-9a-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=%]/gi, (char) =>
    encodeURIComponent(char),
  );
}
