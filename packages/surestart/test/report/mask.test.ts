import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMask } from "../../src/report/mask.ts";

const secret = "hT7w2LpQ9xZa";

describe("a secret that is known is hidden", () => {
  test.each<[where: string, text: string, shown: string]>([
    ["in a sentence", `the key ${secret} is too short`, "the key ******** is too short"],
    ["twice", `${secret} ${secret}`, "******** ********"],
    ["glued to a word", `prefix${secret}suffix`, "prefix********suffix"],
    [
      "cut behind eight characters",
      `Unexpected token 'h', "hT7w2LpQ"... is not valid JSON`,
      `Unexpected token 'h', "********"... is not valid JSON`,
    ],
    ["in a diff", `-KEY=${secret}\n+KEY='${secret}'`, "-KEY=********\n+KEY='********'"],
    ["in base64", `Basic ${Buffer.from(secret).toString("base64")}`, "Basic ********"],
  ])("%s", (_, text, shown) => {
    expect(createMask([secret]).text(text)).toBe(shown);
  });

  test("in its percent-encoded and decoded forms", () => {
    const mask = createMask(["r%40ad3r/x y"]);
    for (const form of ["r%40ad3r/x y", "r@ad3r/x y", "r%2540ad3r%2Fx%20y"])
      expect(mask.text(`<${form}>`)).toBe("<********>");
  });

  test("a part of twelve characters from its middle", () => {
    const mask = createMask(["4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c"]);
    expect(mask.text("…a3d5f7e9b2c4d6…")).toBe("…********…");
  });

  test("each line of a key of many lines", () => {
    const mask = createMask(["-----BEGIN X-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END X-----"]);
    expect(mask.text("line 2: MIIEvQIBADANBg")).toBe("line 2: ********");
    expect(mask.text("-----BEGIN X-----")).toBe("-----BEGIN X-----");
  });
});

describe("what is short or a plain word is hidden only where it is a value", () => {
  const mask = createMask(["postgres", "true", "8000", "pw1", "app", "development"]);
  test.each<[text: string, shown: string]>([
    ["postgres refuses the connection", "postgres refuses the connection"],
    ["it listens on port 8000, in development", "it listens on port 8000, in development"],
    ["/srv/app/main.py", "/srv/app/main.py"],
    ["postgres://postgres:postgres@db:5432/app", "postgres://postgres:********@db:5432/app"],
    ["DB_PASS=pw1 node x", "DB_PASS=******** node x"],
    ['{"pass": "pw1"}', '{"pass": "********"}'],
    ["DEBUG=true", "DEBUG=true"],
  ])("%s", (text, shown) => {
    expect(mask.text(text)).toBe(shown);
  });
});

describe("what is a secret by its place or form is hidden without being known", () => {
  const mask = createMask([]);
  test.each<[text: string, shown: string]>([
    ["postgres://crm:100%sure77@127.0.0.1:5432/crm", "postgres://crm:********@127.0.0.1:5432/crm"],
    ["redis://:a/b#c@d@cache:6379 refused", "redis://:********@cache:6379 refused"],
    ["http://127.0.0.1:8000/health", "http://127.0.0.1:8000/health"],
    ["http://localhost:3000 user@example.org", "http://localhost:3000 user@example.org"],
    [
      "env API_TOKEN=tok_1 JWT_SECRET='two words' PORT=1 node x",
      "env API_TOKEN=******** JWT_SECRET='********' PORT=1 node x",
    ],
    ["server --password hunter2 --port 80", "server --password ******** --port 80"],
    ["server --api-key=hunter2", "server --api-key=********"],
    ["host=db user=crm password=hunter2 dbname=crm", "host=db user=crm password=******** dbname=crm"],
    ['{"user": "crm", "dbPassword": "hunter"}', '{"user": "crm", "dbPassword": "********"}'],
    ["GET /callback?token=abc123&next=/home 400", "GET /callback?token=********&next=/home 400"],
    ["connect(password=settings.password, key='name')", "connect(password=settings.password, key='name')"],
    ['secret = os.environ["JWT_SECRET"]', 'secret = os.environ["JWT_SECRET"]'],
    ['{ token: "JWT_SECRET", key: "title" }', '{ token: "JWT_SECRET", key: "title" }'],
    ["server --token-file x.txt", "server --token-file x.txt"],
    [
      'echo "BETTER_AUTH_SECRET=$(openssl rand -base64 32)" >> .env',
      'echo "BETTER_AUTH_SECRET=$(openssl rand -base64 32)" >> .env',
    ],
    ["Authorization: Bearer abcdef.ghijkl", "Authorization: Bearer ********"],
    ["BETTER_AUTH_SECRET is not set", "BETTER_AUTH_SECRET is not set"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "********"],
    ["the default is sk_live_abcdefghijkl0", "the default is ********"],
  ])("%s", (text, shown) => {
    expect(mask.text(text)).toBe(shown);
    expect(mask.text(mask.text(text))).toBe(shown);
  });
});

/** Anything that a person may have as a password: printable, without line ends. */
const password = fc
  .string({ minLength: 9, maxLength: 60, unit: "grapheme" })
  .filter((value) => value === value.trim() && !/^[A-Za-z]?[a-z*]*$/.test(value));

test("no canary comes through, wherever it stands and however it is written", () => {
  fc.assert(
    fc.property(
      fc.array(password, { minLength: 1, maxLength: 5 }),
      fc.array(fc.string(), { minLength: 1 }),
      fc.nat(),
      (secrets, texts, seed) => {
        const mask = createMask(secrets);
        const canary = secrets[seed % secrets.length]!;
        for (const form of [canary, encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1)]) {
          const shown = mask.text(texts.join(form) + form);
          expect(shown.includes(form)).toBe(false);
        }
      },
    ),
  );
});

test("a text without a secret stays as it is", () => {
  const words = fc.constantFrom(
    "the",
    "port",
    "8000",
    "is",
    "held",
    "by",
    "python3",
    "-m",
    "http.server",
    "(pid",
    "4711)",
    "in",
    "/srv/app",
    "true",
  );
  fc.assert(
    fc.property(fc.array(words), password, (text, secret) => {
      expect(createMask([secret]).text(text.join(" "))).toBe(text.join(" "));
    }),
  );
});

test("a long text with many secrets takes no time to speak of", () => {
  const secrets = Array.from({ length: 200 }, (_, n) =>
    Buffer.from(`secret number ${n} of this test`).toString("base64"),
  );
  const text = `${"a line of a log that says nothing about anything\n".repeat(5000)}${secrets[7]}`;
  const before = performance.now();
  expect(createMask(secrets).text(text)).toMatch(/\*{8}$/);
  expect(performance.now() - before).toBeLessThan(1500);
});

test.each([
  ["A_".repeat(30_000)],
  ["-a".repeat(30_000)],
  ["a.".repeat(30_000)],
  ["http://a:".repeat(8_000)],
  ["eyJaaaaaaaa.".repeat(6_000)],
  ["token=".repeat(12_000)],
  ["password: ".repeat(8_000)],
  ["-----BEGIN PRIVATE KEY-----".repeat(2_000)],
])("a hostile line is read in linear time", (line) => {
  const before = performance.now();
  createMask([]).text(line);
  expect(performance.now() - before).toBeLessThan(1000);
});

describe("what has to be spoken of is hidden by no secret that has a part of it", () => {
  const words = ["mail-relay", "SESSION_SECRET", "/srv/q8Zx2Lw9Kp/backend"];
  const mask = createMask(
    ["mail-relay-password", "SESSION_SECRET", "change-me-now", "q8Zx2Lw9Kp", "hT7w2LpQ9xZa"],
    { words, known: ["change-me-now"] },
  );
  test.each<[text: string, shown: string]>([
    ["The host mail-relay does not resolve", "The host mail-relay does not resolve"],
    ["SMTP_PASSWORD is mail-relay-password", "SMTP_PASSWORD is ********"],
    ["SMTP_PASSWORD is mail-relay-passw", "SMTP_PASSWORD is ********"],
    ["SESSION_SECRET is not set", "SESSION_SECRET is not set"],
    ['node -e "/srv/q8Zx2Lw9Kp/backend/data/auth.db"', 'node -e "/srv/q8Zx2Lw9Kp/backend/data/auth.db"'],
    ["Please change-me-now, says the guide", "Please change-me-now, says the guide"],
    ["A_KEY=change-me-now", "A_KEY=********"],
    ['{"key": "change-me-now"}', '{"key": "********"}'],
    ["postgres://app:change-me-now@db/app", "postgres://app:********@db/app"],
    ["it says hT7w2LpQ9xZa", "it says ********"],
  ])("%s", (text, shown) => {
    expect(mask.text(text)).toBe(shown);
  });
});

test("the path of a file is shown, whatever the variable is called", () => {
  const mask = createMask([], { isPath: (value) => value === "/etc/tls/server-key.pem" });
  expect(mask.text("TLS_KEY=/etc/tls/server-key.pem node x")).toBe("TLS_KEY=/etc/tls/server-key.pem node x");
  expect(mask.text("TLS_KEY=/etc/tls/other-key.pem node x")).toBe("TLS_KEY=******** node x");
  expect(mask.shows("TLS_KEY", "/etc/tls/server-key.pem")).toBe(23);
});

test("a canary comes through no words that are near it", () => {
  const word = fc.stringMatching(/^[a-z]{4,12}(?:-[a-z]{3,12}){0,2}$/);
  const odd = fc.stringMatching(/^[A-Za-z0-9]{12,32}$/).filter((v) => /\d/.test(v) && /[A-Za-z]/.test(v));
  fc.assert(
    fc.property(fc.array(odd, { minLength: 1 }), fc.array(word), fc.string(), (secrets, words, text) => {
      const mask = createMask(secrets, { words, known: words });
      for (const secret of secrets)
        for (const form of [secret, secret.slice(0, -1), encodeURIComponent(secret)])
          expect(mask.text(`${text} ${form} ${words.join(" ")}`)).not.toContain(form);
    }),
  );
});
