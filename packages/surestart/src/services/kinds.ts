/** What speaks first on a fresh connection, and so how a service is told from another without harm. */
export type Greeting = "server" | "client" | "none";

export interface Kind {
  name: string;
  /** Schemes of URLs, without the driver behind `+`. */
  schemes: string[];
  /** The port when the URL names none; null where there is no usual one. */
  port: number | null;
  /** Schemes that mean TLS from the first byte: nothing is said there. */
  tls?: string[];
  greeting: Greeting;
}

/** The services that backends name in their variables. */
export const kinds: readonly Kind[] = [
  { name: "postgres", schemes: ["postgres", "postgresql", "cockroachdb"], port: 5432, greeting: "client" },
  { name: "mysql", schemes: ["mysql", "mariadb", "mysql2"], port: 3306, greeting: "server" },
  { name: "redis", schemes: ["redis", "rediss"], port: 6379, tls: ["rediss"], greeting: "client" },
  { name: "valkey", schemes: ["valkey", "valkeys"], port: 6379, tls: ["valkeys"], greeting: "client" },
  { name: "mongodb", schemes: ["mongodb"], port: 27017, greeting: "client" },
  { name: "amqp", schemes: ["amqp", "amqps", "pyamqp"], port: 5672, tls: ["amqps"], greeting: "client" },
  { name: "nats", schemes: ["nats", "tls+nats"], port: 4222, greeting: "server" },
  { name: "kafka", schemes: ["kafka"], port: 9092, greeting: "none" },
  { name: "smtp", schemes: ["smtp", "smtps"], port: 25, tls: ["smtps"], greeting: "server" },
  { name: "memcached", schemes: ["memcached", "memcache"], port: 11211, greeting: "client" },
  { name: "elasticsearch", schemes: ["elasticsearch"], port: 9200, greeting: "none" },
  { name: "mssql", schemes: ["mssql", "sqlserver"], port: 1433, greeting: "none" },
  { name: "clickhouse", schemes: ["clickhouse", "clickhouses"], port: 9000, greeting: "none" },
  { name: "ldap", schemes: ["ldap", "ldaps"], port: 389, tls: ["ldaps"], greeting: "none" },
  { name: "mqtt", schemes: ["mqtt", "mqtts"], port: 1883, tls: ["mqtts"], greeting: "none" },
  {
    name: "http",
    schemes: ["http", "https", "ws", "wss"],
    port: 80,
    tls: ["https", "wss"],
    greeting: "none",
  },
];

/** Ports that differ from their kind's where TLS comes from the first byte. */
const tlsPorts: Record<string, number> = {
  amqps: 5671,
  smtps: 465,
  ldaps: 636,
  https: 443,
  wss: 443,
  mqtts: 8883,
};

export function kindOfScheme(scheme: string): Kind | null {
  const bare = scheme.toLowerCase().replace(/^jdbc:/, "");
  const base = bare.split("+")[0] as string;
  return kinds.find((kind) => kind.schemes.includes(bare) || kind.schemes.includes(base)) ?? null;
}

export function defaultPort(kind: Kind, scheme: string): number | null {
  return tlsPorts[scheme.toLowerCase()] ?? kind.port;
}

/** Beginnings of names of variables that mean a kind where the value is only a host. */
const prefixes: [RegExp, string | null][] = [
  [/^(POSTGRES|POSTGRESQL|PG)$/, "postgres"],
  [/^(MYSQL|MARIADB)$/, "mysql"],
  [/^REDIS$/, "redis"],
  [/^VALKEY$/, "valkey"],
  [/^(MONGO|MONGODB)$/, "mongodb"],
  [/^(RABBITMQ|RABBIT|AMQP)$/, "amqp"],
  [/^KAFKA$/, "kafka"],
  [/^NATS$/, "nats"],
  [/^(SMTP|MAIL|EMAIL|MAILER)$/, "smtp"],
  [/^(MEMCACHED?|MEMCACHE)$/, "memcached"],
  [/^(ELASTIC|ELASTICSEARCH|OPENSEARCH)$/, "elasticsearch"],
  [/^(MSSQL|SQLSERVER)$/, "mssql"],
  [/^CLICKHOUSE$/, "clickhouse"],
  [/^LDAP$/, "ldap"],
  [/^(MQTT|MOSQUITTO)$/, "mqtt"],
  // Which database it is, its port or its engine says.
  [/^(DB|DATABASE)$/, null],
];

/**
 * The kind that the part of a name before `_HOST` means, also behind a prefix of the project (`SHOP_REDIS_HOST`).
 * undefined: it names no service (HOST, BIND_HOST); null: a database that something else must name.
 */
export function kindOfName(part: string): Kind | null | undefined {
  for (const name of [part, part.split("_").at(-1) as string]) {
    const found = prefixes.find(([pattern]) => pattern.test(name));
    if (found) return kinds.find((kind) => kind.name === found[1]) ?? null;
  }
  return undefined;
}
