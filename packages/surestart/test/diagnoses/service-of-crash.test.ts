import { expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { Facts, ServiceFact } from "../../src/facts.ts";
import { factsOf } from "./in-small.ts";

const refused = (address: string): string =>
  `redis.exceptions.ConnectionError: Error 111 connecting to ${address}. Connection refused.`;

test.each([
  ["its address", refused("127.0.0.1:5499"), "service/unreachable"],
  ["its host alone", refused("127.0.0.1"), "service/unreachable"],
  ["another port of its host", refused("127.0.0.1:6399"), "app/crashed"],
  [
    "another port, as Python writes an address",
    "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 6399)",
    "app/crashed",
  ],
])(
  "an error about the one service that is known, and one about something else: %s",
  async (_name, line, code) => {
    const facts = await factsOf({
      name: "one",
      files: {
        ".env": "PGHOST=127.0.0.1\nPGPORT=5499\n",
        "main.py":
          'import os\nfrom dotenv import load_dotenv\nload_dotenv()\nHOST = os.environ["PGHOST"]\nPORT = os.environ["PGPORT"]\n',
      },
      command: ["/usr/bin/python3", "main.py"],
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          "Traceback (most recent call last):",
          '  File "main.py", line 4, in <module>',
          "    connect()",
          line,
        ],
      },
      facts: {
        services: [
          {
            variable: "PGHOST",
            at: { file: ".env", line: 1 },
            kind: "postgres",
            scheme: "",
            host: "127.0.0.1",
            port: 5499,
            near: true,
            answer: "open",
            saw: null,
            composeService: null,
            atStart: true,
          },
        ],
      },
    });
    expect(diagnose(facts, catalogue).findings[0]?.code).toBe(code);
  },
);

test("a refused password is shown where it stands, and not at the host beside it", async () => {
  const facts = await factsOf({
    name: "one",
    files: {
      ".env": "DB_HOST=127.0.0.1\nDB_PASSWORD=k8Jd0sLq2\n",
      "server.js":
        'const { DB_HOST, DB_PASSWORD } = process.env;\nif (!DB_HOST || !DB_PASSWORD) throw new Error("no database");\n',
    },
    command: ["node", "--env-file=.env", "server.js"],
    run: {
      outcome: "failed",
      ended: "exited",
      exit: { code: 1, signal: null },
      output: ["Error: Access denied for user 'desk'@'localhost' (using password: YES)"],
    },
    facts: {
      services: [
        {
          variable: "DB_HOST",
          at: { file: ".env", line: 1 },
          kind: "mysql",
          scheme: "",
          host: "127.0.0.1",
          port: 3306,
          near: true,
          answer: "open",
          saw: null,
          composeService: null,
          atStart: true,
        },
      ],
    },
  });
  const [first] = diagnose(facts, catalogue).findings;
  expect(first).toMatchObject({ code: "service/authentication-failed", at: { file: ".env", line: 2 } });
  expect(first?.fixes[0]?.title).toBe("Correct DB_PASSWORD, or the variable of the user");
});

const service = (variable: string, port: number, answer: ServiceFact["answer"]): ServiceFact => ({
  variable,
  at: { file: ".env", line: 1 },
  kind: "postgres",
  scheme: "postgres",
  host: "localhost",
  port,
  near: true,
  answer,
  saw: null,
  composeService: null,
  atStart: true,
});
const [store, cache] = [service("STORE_URL", 5499, "refused"), service("CACHE_URL", 6399, "open")];

test.each<[string, string, Partial<Facts>, string, string | undefined]>([
  [
    "nowhere, and one of two does not answer",
    "AggregateError ECONNREFUSED",
    { services: [store, cache] },
    "service/unreachable",
    "STORE_URL",
  ],
  [
    "nowhere, and both do not answer",
    "AggregateError ECONNREFUSED",
    { services: [store, { ...cache, answer: "refused" }] },
    "app/crashed",
    undefined,
  ],
  [
    "nowhere, and both answer",
    "AggregateError ECONNREFUSED",
    { services: [{ ...store, answer: "open" }, cache] },
    "app/crashed",
    undefined,
  ],
  [
    "elsewhere",
    "Error: connect ECONNREFUSED 10.0.0.7:9000",
    { services: [store, cache] },
    "app/crashed",
    undefined,
  ],
  [
    "at the default of the code",
    "Error: connect ECONNREFUSED 127.0.0.1:5499",
    { services: [cache], defaultServices: [store] },
    "service/unreachable",
    "STORE_URL",
  ],
  [
    "not at the default of the code",
    "Error: connect ECONNREFUSED localhost:7000",
    { services: [cache], defaultServices: [store] },
    "app/crashed",
    undefined,
  ],
])("an error that says that a connection was refused %s", async (_, line, more, code, variable) => {
  const facts = await factsOf({
    name: "two",
    files: { "server.js": "process.env.STORE_URL;\nprocess.env.CACHE_URL;\n" },
    command: ["node", "server.js"],
    run: {
      outcome: "failed",
      ended: "exited",
      exit: { code: 1, signal: null },
      output: [`Startup failed: ${line}`],
    },
    facts: more,
  });
  const [first] = diagnose(facts, catalogue).findings;
  expect(first?.code).toBe(code);
  if (variable) expect(first?.title).toContain("5499");
});

test("the address at which the program itself listens is no other service", async () => {
  const output = [
    "Running on http://127.0.0.1:8000",
    'connection to server at "localhost" (127.0.0.1) failed: Connection refused',
  ];
  const facts = await factsOf({
    name: "own",
    files: { "server.js": "process.env.STORE_URL;\n" },
    command: ["node", "server.js"],
    run: { outcome: "failed", ended: "exited", exit: { code: 1, signal: null }, output },
    facts: { services: [store] },
  });
  expect(diagnose(facts, catalogue).findings[0]?.code).toBe("service/unreachable");
});

test("defaults of the code say nothing before a start has failed", async () => {
  const facts = await factsOf({
    name: "none",
    files: { "server.js": "process.env.STORE_URL;\n" },
    command: ["node", "server.js"],
    facts: { defaultServices: [store] },
  });
  expect(diagnose(facts, catalogue).findings).toEqual([]);
});
