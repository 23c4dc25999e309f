import type { ServiceFact } from "../facts.ts";
import type { Place } from "../finding.ts";
import {
  defaultPort,
  type Kind,
  kindOfEngine,
  kindOfName,
  kindOfScheme,
  kinds,
} from "../known/_find-services.ts";
import { tools } from "../known/_tools.ts";
import { hosts, isNear, type ServiceAddress, urlAddresses } from "./address.ts";
import { type ComposeService, composeServiceOf } from "./compose.ts";

export interface ServiceVariable {
  name: string;
  value: string;
  place: Place | null;
  /** It is read while the program starts. @default false */
  atStart?: boolean;
}

/**
 * Addresses in variables that are not what the program needs: its own, and of those who come to it.
 * `PAYMENT_API_URL` is a service, `FRONTEND_URL` and `CORS_ORIGINS` are not.
 */
const notNeeded =
  /(^|_)(ORIGINS?|CORS|FRONTEND|CLIENT|WEB|SITE|APP|SELF|PUBLIC|CALLBACK|REDIRECT|WEBHOOK|DOMAIN|ALLOWED|TRUSTED|HOMEPAGE|DOCS|ISSUER|AUDIENCE|BASE|SERVER|CDN|ASSETS?|LOGO|PROXY)(_|$)|^(URL|(BETTER|NEXT)?_?AUTH_URL)$/i;

const shipped = new RegExp(`^(?:${tools.flatMap((tool) => tool.shipped ?? []).join("|")})`, "i");

/**
 * The services that variables name: URLs (postgres, redis, http …), hosts with their ports (`DB_HOST` with `DB_PORT`),
 * lists of brokers. User and password are never part of a fact. Nothing is asked yet: `answer` is "not-asked".
 */
export function readServices(
  variables: readonly ServiceVariable[],
  compose: readonly ComposeService[] = [],
): ServiceFact[] {
  const byName = new Map(variables.map((v) => [v.name.toUpperCase(), v]));
  const found: ServiceFact[] = [];
  const add = (variable: ServiceVariable, kind: string, address: ServiceAddress): void => {
    const service = composeServiceOf(address.host, compose);
    const same = found.some(
      (f) => f.variable === variable.name && f.host === address.host && f.port === address.port,
    );
    if (same || address.host === "") return;
    found.push({
      variable: variable.name,
      at: variable.place,
      kind,
      ...address,
      near: isNear(address.host),
      answer: "not-asked",
      saw: null,
      composeService: service?.at ?? null,
      ...(service && service.name !== address.host ? { composeName: service.name } : {}),
      atStart: variable.atStart ?? false,
    });
  };
  for (const variable of variables) {
    for (const [kind, address] of [
      ...fromUrl(variable),
      ...fromHost(variable, byName),
      ...fromBrokers(variable),
    ])
      add(variable, kind, address);
  }
  return found;
}

type Read = [kind: string, address: ServiceAddress];

function fromUrl({ name, value }: ServiceVariable): Read[] {
  return urlAddresses(value).flatMap((address): Read[] => {
    const kind = kindOfScheme(address.scheme);
    // A name after +srv is looked up in another way, and has no port.
    if (!kind || /\+srv$/i.test(address.scheme)) return [];
    if (kind.name === "http" && (notNeeded.test(name) || shipped.test(name))) return [];
    return [[kind.name, { ...address, port: address.port ?? defaultPort(kind, address.scheme) }]];
  });
}

/** `REDIS_HOST=cache` with `REDIS_PORT=6380`; `PGHOST`. */
function fromHost({ name, value }: ServiceVariable, byName: ReadonlyMap<string, ServiceVariable>): Read[] {
  const part = /^(.+?)_?(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i.exec(name)?.[1]?.toUpperCase();
  if (part === undefined || value.includes("://")) return [];
  const named = kindOfName(part);
  const [one] = hosts(value) ?? [];
  if (named === undefined || !one || value.startsWith("/")) return [];
  const portText = byName.get(`${part}_PORT`)?.value ?? byName.get(`${part}PORT`)?.value ?? "";
  const port = one.port ?? (/^\d{1,5}$/.test(portText.trim()) ? Number(portText) : null);
  const kind = named ?? engine(part, byName) ?? kinds.find((k) => k.port !== null && k.port === port) ?? null;
  return [[kind?.name ?? "tcp", { scheme: "", host: one.host, port: port ?? kind?.port ?? null }]];
}

/** The database that `DB_ENGINE`, `DB_CONNECTION` and their like name. */
function engine(part: string, byName: ReadonlyMap<string, ServiceVariable>): Kind | null {
  for (const suffix of ["ENGINE", "CONNECTION", "DRIVER", "TYPE", "DIALECT", "CLIENT"]) {
    const kind = kindOfEngine(byName.get(`${part}_${suffix}`)?.value ?? "");
    if (kind) return kind;
  }
  return null;
}

/** `KAFKA_BROKERS=a:9092,b:9092`, `MEMCACHED_SERVERS`, `ELASTICSEARCH_HOSTS`. */
function fromBrokers({ name, value }: ServiceVariable): Read[] {
  const part = /^(.+?)_(BROKERS?|SERVERS|HOSTS|NODES|BOOTSTRAP_SERVERS|BROKER_LIST)$/i
    .exec(name)?.[1]
    ?.toUpperCase();
  const kind = part === undefined || value.includes("://") ? null : kindOfName(part);
  if (!kind) return [];
  return (hosts(value) ?? []).map(
    (one): Read => [kind.name, { scheme: "", host: one.host, port: one.port ?? kind.port }],
  );
}
