/**
 * What keeps the URL of a server from being read, or lets it be read as another one than was meant; null when nothing does.
 * A password that is not encoded moves the host: of `user:a/b@host` the host would be `user`, and the rest would be shown.
 */
export function urlFault(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) {
    return "It does not have exactly one host, its port is not valid, or its password contains a character that has a meaning in URLs.";
  }
  const behindHost = url.replace(/^[^:]+:\/\/[^/?#]*/, "").replace(/([?&](user|password)=)[^&#]*/g, "$1");
  if (behindHost.includes("@"))
    return "Its host ends before the last @: the password has a / or ? or # in it.";
  return [parsed.username, parsed.password].every(isEncoded)
    ? null
    : "Its user or password has a % that encodes no character.";
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
