import type { Facts } from "../facts.ts";
import type { Change } from "../finding.ts";
import { isPlaceholder } from "../secret-value.ts";
import type { Reader } from "./readers.ts";

/** Why a value that is there may not be replaced by this one; null where it may. */
export function againstNewValue(
  change: Extract<Change, { do: "env-set" | "env-respell" }>,
  old: string,
  facts: Facts,
  readers: readonly Reader[],
): string | null {
  const { key, value } = change;
  // Other spellings of the same value, and fresh secrets, are as they shall be for all that read them.
  if (typeof value !== "string" || value === old || change.do === "env-respell") return null;
  if (old === "" || isPlaceholder(old, false)) return null;
  if (isSameUrl(old, value)) return null;
  const other = readers.find((r) => !r.ours && r.takes(key));
  if (other) return `${other.what} reads ${key} too`;
  if (isAddress(key, old) && !isSamePlace(old, value, facts)) return `only you know which address is right`;
  return null;
}

function isAddress(key: string, value: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
    /(?:^|_)(?:URL|URI|DSN|HOST|HOSTNAME|ENDPOINT|ORIGIN)$/i.test(key)
  );
}

/**
 * The two lead to the same place: only the word for the protocol differs, or how the password is written; or it is this
 * program's own address on this machine, and only its port differs.
 */
function isSamePlace(old: string, now: string, facts: Facts): boolean {
  const [a, b] = [partsOf(old), partsOf(now)];
  if (!a || !b || a.user !== b.user || decoded(a.password) !== decoded(b.password) || a.rest !== b.rest)
    return false;
  if (a.host === b.host && a.port === b.port) return true;
  const ports = [facts.port.wanted?.value, facts.run?.port.used].map(String);
  return a.host === b.host && loopback.test(a.host) && a.scheme === b.scheme && ports.includes(b.port);
}

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/i;

/** Only the password is written otherwise: whoever takes the URL apart by its rules gets the same. */
function isSameUrl(old: string, now: string): boolean {
  const [a, b] = [partsOf(old), partsOf(now)];
  if (!a?.password || !b?.password) return false;
  return (
    decoded(a.password) === decoded(b.password) && !differs({ ...a, password: "" }, { ...b, password: "" })
  );
}

function differs(a: Parts, b: Parts): boolean {
  return (Object.keys(a) as (keyof Parts)[]).some((part) => a[part] !== b[part]);
}

interface Parts {
  scheme: string;
  user: string;
  password: string;
  host: string;
  port: string;
  rest: string;
}

/** As a person means it: the last @ before the host divides it from user and password. */
function partsOf(url: string): Parts | null {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^@:/]*)(?::(.*))?@)?(\[[^\]]*\]|[^@:/?#]*)(?::(\d*))?([/?#].*)?$/is.exec(
      url,
    );
  if (!match) return null;
  const [, scheme = "", user = "", password = "", host = "", port = "", rest = ""] = match;
  return { scheme, user, password, host, port, rest };
}

function decoded(password: string): string {
  return password.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
