import type { Service } from "./_define.ts";
import { tools } from "./_tools.ts";

/** A service that backends name in their variables. */
export interface Kind extends Service {
  name: string;
}

export const kinds: readonly Kind[] = tools.flatMap(({ name, service }) =>
  service ? [{ name, ...service }] : [],
);

export function kindOfScheme(scheme: string): Kind | null {
  const bare = scheme.toLowerCase().replace(/^jdbc:/, "");
  const base = bare.split("+")[0] as string;
  return kinds.find((kind) => kind.schemes.includes(bare) || kind.schemes.includes(base)) ?? null;
}

/** The port of a URL that names none. */
export function defaultPort(kind: Kind, scheme: string): number | null {
  const byTls = kind.tls?.schemes.includes(scheme.toLowerCase()) ? kind.tls.port : undefined;
  return byTls ?? kind.port;
}

/** The database that a text such as DB_ENGINE's names. */
export function kindOfEngine(text: string): Kind | null {
  return kinds.find((kind) => kind.engine?.test(text.toLowerCase())) ?? null;
}

/**
 * The kind that the part of a name before `_HOST` means, also after a prefix of the project (`SHOP_REDIS_HOST`), and with a
 * word for its purpose (`REDIS_QUEUE_HOST`).
 * undefined: it names no service (HOST, BIND_HOST); null: a database whose port or engine says which one it is.
 */
export function kindOfName(part: string): Kind | null | undefined {
  const words = part.split("_");
  for (const name of [part, words.at(-1) as string, words[0] as string]) {
    const found = kinds.find((kind) => kind.names?.includes(name));
    if (found) return found;
    if (name === "DB" || name === "DATABASE") return null;
  }
  return undefined;
}
