import { expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
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
