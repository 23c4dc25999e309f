import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Who is shown the single checks. The status, version and uptime are shown to all.
 * loopback: a request from this machine that no proxy passed on. token: `Authorization: Bearer …` of that value; a wrong
 * one is answered like none.
 */
export type Details = "never" | "loopback" | "always" | { token: string };

/** @throws {TypeError} when a token is given that is shorter than 16 characters */
export function detailsPolicy(
  details: Details,
): (address: string | undefined, header: (name: string) => string | null | undefined) => boolean {
  if (details === "always") return () => true;
  if (details === "never") return () => false;
  if (details === "loopback") return (address, header) => isLoopback(address) && !passedOn(header);
  if (details.token.length < 16)
    throw new TypeError("The token for health details must have at least 16 characters");
  const wanted = digest(details.token);
  return (_address, header) => {
    const given = /^Bearer +(\S+)$/i.exec(header("authorization") ?? "")?.[1];
    return given !== undefined && timingSafeEqual(digest(given), wanted);
  };
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

/** A proxy on this machine makes everybody look local; it is known by what it adds. */
function passedOn(header: (name: string) => string | null | undefined): boolean {
  return ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => header(name) != null);
}

/** Digests are of one length, which a comparison in constant time needs. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
