import fc from "fast-check";
import { expect, test } from "vitest";
import { hosts, isNear, urlAddresses } from "../../src/services/address.ts";
import { readServices } from "../../src/services/read-services.ts";

/** Service as `kind host:port`. */
function read(variables: Record<string, string>): string[] {
  const list = Object.entries(variables).map(([name, value], i) => ({
    name,
    value,
    place: { file: ".env", line: i + 1 },
  }));
  return readServices(list).map((s) => `${s.variable} ${s.kind} ${s.scheme} ${s.host}:${s.port}`);
}

// biome-ignore format: one row, one line
const rows: [variables: Record<string, string>, services: string[]][] = [
  [{ DATABASE_URL: "postgres://me:pw@db:5433/shop" }, ["DATABASE_URL postgres postgres db:5433"]],
  [{ DATABASE_URL: "postgresql+asyncpg://me@localhost/shop" }, ["DATABASE_URL postgres postgresql+asyncpg localhost:5432"]],
  [{ DB: "jdbc:mysql://10.0.0.5/shop" }, ["DB mysql jdbc:mysql 10.0.0.5:3306"]],
  [{ CACHE: "rediss://:p%40@cache.example.com" }, ["CACHE redis rediss cache.example.com:6379"]],
  [{ QUEUE: "amqps://u:p@mq/vhost" }, ["QUEUE amqp amqps mq:5671"]],
  [{ MONGO_URL: "mongodb://a:1,b,[::1]:3/shop?x=y" }, ["MONGO_URL mongodb mongodb a:1", "MONGO_URL mongodb mongodb b:27017", "MONGO_URL mongodb mongodb ::1:3"]],
  [{ MONGO_URL: "mongodb+srv://a.example.com/x" }, []],
  [{ PAYMENT_API_URL: "https://pay.example.com/v1" }, ["PAYMENT_API_URL http https pay.example.com:443"]],
  [{ FRONTEND_URL: "http://localhost:3000", CORS_ORIGINS: "http://a", BETTER_AUTH_URL: "http://localhost:8000", APP_URL: "http://x", VITE_API: "http://y", HTTPS_PROXY: "http://proxy:3128" }, []],
  [{ DATABASE_URL: "sqlite:///./shop.db", A: "postgresql:///shop?host=/run/pg", B: "file:///x", C: "not a url", D: "" }, []],
  [{ DB_HOST: "db", DB_PORT: "5433" , DB_ENGINE: "django.db.backends.postgresql" }, ["DB_HOST postgres  db:5433"]],
  [{ DB_HOST: "db", DB_PORT: "3306" }, ["DB_HOST mysql  db:3306"]],
  [{ DB_HOST: "db" }, ["DB_HOST tcp  db:null"]],
  [{ PGHOST: "localhost" , PGPORT: "5444" }, ["PGHOST postgres  localhost:5444"]],
  [{ SHOP_REDIS_HOST: "cache" }, ["SHOP_REDIS_HOST redis  cache:6379"]],
  [
    { REDIS_QUEUE_HOST: "127.0.0.1", REDIS_QUEUE_PORT: "6390" },
    ["REDIS_QUEUE_HOST redis  127.0.0.1:6390"],
  ],
  [{ SMTP_HOST: "mail", SMTP_PORT: "587" }, ["SMTP_HOST smtp  mail:587"]],
  [{ PGHOST: "/var/run/postgresql" }, []],
  [{ HOST: "0.0.0.0", BIND_HOST: "127.0.0.1", PORT: "80", ALLOWED_HOSTS: "a,b" }, []],
  [{ KAFKA_BROKERS: "k1:9092, k2" }, ["KAFKA_BROKERS kafka  k1:9092", "KAFKA_BROKERS kafka  k2:9092"]],
];

test.each(rows)("%j", (variables, services) => {
  expect(read(variables)).toEqual(services);
});

// biome-ignore format: one row, one line
const passwords: [value: string, host: string | undefined][] = [
  ["postgres://me:p@ss@db/shop", "db"],
  ["postgres://me:pa/ss@db:5432/shop", "db"],
  ["postgres://me:pa#ss?@db:5432/shop", "db"],
  ["https://example.com/@somebody", "example.com"],
  ["redis://[fd00::1]:6379/0", "fd00::1"],
  ["postgres://me:secret", undefined],
];

test.each(passwords)("the host of %s", (value, host) => {
  expect(urlAddresses(value)[0]?.host).toBe(host);
});

test("no user and no password ever stand in a fact, and no value throws", () => {
  const secret = fc.stringMatching(/^[!-~]{12,20}$/).filter((s) => /[a-z]{6}/.test(s));
  fc.assert(
    fc.property(secret, fc.constantFrom("postgres", "redis", "mysql", "https"), (password, scheme) => {
      const value = `${scheme}://me:${encodeURIComponent(password)}@db.example.com:99/x`;
      const facts = readServices([{ name: "X_URL", value, place: null }]);
      expect(facts).toMatchObject([{ host: "db.example.com", port: 99 }]);
      expect(JSON.stringify(facts)).not.toContain(encodeURIComponent(password));
    }),
  );
  fc.assert(
    fc.property(
      fc.string(),
      (value) =>
        void readServices([
          { name: "REDIS_HOST", value, place: null },
          { name: "URL_X", value, place: null },
        ]),
    ),
  );
});

// biome-ignore format: one row, one line
const near: [string, boolean][] = [
  ["localhost", true], ["127.8.0.1", true], ["::1", true], ["db", true], ["10.1.2.3", true], ["172.20.0.1", true], ["172.32.0.1", false],
  ["192.168.1.1", true], ["169.254.1.1", true], ["fd12::1", true], ["fe80::1%eth0", true], ["::ffff:10.0.0.1", true], ["::ffff:8.8.8.8", false],
  ["8.8.8.8", false], ["2001:db8::1", false], ["db.internal", true], ["nas.local", true], ["host.docker.internal", true], ["db.example.com", false],
];

test.each(near)("%s is near: %s", (host, answer) => {
  expect(isNear(host)).toBe(answer);
});

test("a list of hosts is one or it is none", () => {
  expect(hosts("a:1,b:70000")).toBeNull();
  expect(hosts("a b")).toBeNull();
  expect(hosts("")).toBeNull();
});
