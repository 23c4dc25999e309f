import type { Facts, Variable } from "../../facts.ts";
import { meantHost } from "../../meant-host.ts";
import { valueHad } from "../_lookup.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** A value that was asked of the system as something else than it is: a URL as a host, or as the path of a socket. */
interface TakenFor {
  variable: Variable;
  value: string;
  /** What is wrong with it. */
  odd: string;
  /** What is to be done. */
  todo: string;
}

/** Node repeats what it asked for: `getaddrinfo ENOTFOUND redis:6379`, `connect ENOENT redis://cache`. */
const asked = /\b(getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|connect ENOENT) (\S+)/;

/** Go wants a colon in front of the port; its sources are not read, so the variable is known by its name and value. */
const withoutPort = /\baddress (\S+): missing port in address\b/;
const ofAddress = /(?:^|_)(?:ADDRESS|ADDR|BIND|LISTEN|PORT|HOST)$/i;

function addressWithoutPort(facts: Facts): TakenFor | null {
  const text = withoutPort.exec(lastWords(facts))?.[1];
  const variable = facts.env.variables.find(
    (one) =>
      text !== undefined && ofAddress.test(one.name) && (valueHad(facts, one) ?? one.setValue) === text,
  );
  if (text === undefined || !variable) return null;
  return {
    variable,
    value: text,
    odd: "has no colon with a port: an address to listen on is written as HOST:PORT or :PORT",
    todo: `Set ${variable.name} to ${/^\d+$/.test(text) ? `:${text}` : "HOST:PORT"}`,
  };
}

export function takenFor(facts: Facts): TakenFor | null {
  if (facts.run?.outcome !== "failed") return null;
  const address = addressWithoutPort(facts);
  if (address) return address;
  const [, call = "", text] = asked.exec(lastWords(facts)) ?? [];
  if (text === undefined) return null;
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const variable = facts.env.variables.find(
    (one) => valueHad(facts, one) === text && one.reads.some((read) => read.reached),
  );
  if (!variable) return null;
  const { name } = variable;
  if (call.startsWith("connect"))
    return isUrl
      ? {
          variable,
          value: text,
          odd: "is a URL: it is taken for the path of a socket",
          todo: `Pass ${name} to the client as its URL, not as a path`,
        }
      : null;
  // A URL without user and password is all that this knows; one with both is no host either.
  const meant = meantHost(text);
  if (!isUrl && meant === null) return null;
  return {
    variable,
    value: text,
    odd: isUrl ? "is a URL: it is taken for a host" : "has a port in it: all of it is taken for a host",
    todo: isUrl
      ? `Pass ${name} to the client as its URL, or write only the host`
      : `Write only the host in ${name}, and pass the port separately`,
  };
}
