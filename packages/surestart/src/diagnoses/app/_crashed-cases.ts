import type { Cases } from "../../diagnose.ts";
import type { HealthAnswer } from "../../facts.ts";
import { seenBy } from "../_seen-cases.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of app/crashed. */
export function cases(): Cases {
  const files = {
    "server.js": text`
      function boot() {
        throw new Error("the moon is full");
      }
      boot();
    `,
  };
  return {
    claims: [
      {
        name: "an error of the program's own",
        files,
        run: {
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "an error of its own, with a status above 128",
        files,
        run: {
          exit: { code: 137, signal: null },
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "a status above 128 that it chose itself",
        files,
        run: {
          exit: { code: 143, signal: null },
          output: ["the tide table is missing"],
        },
      },
      {
        name: "one of several programs that a command starts",
        files,
        run: {
          part: { name: "api", status: 1 },
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "a second look saw which value the failing call was given",
        files: {
          ".env": "TIDE_TABLE=north-shore\n",
          "server.js": text`
            process.loadEnvFile();
            function boot(table) {
              return table.tides.first;
            }
            boot(process.env[["TIDE", "TABLE"].join("_")]);
          `,
        },
        run: {
          output: [
            "TypeError: Cannot read properties of undefined (reading 'first')",
            "    at boot (server.js:3:22)",
          ],
        },
        facts: {
          witness: seenBy("node", {
            name: "TypeError",
            at: { file: "server.js", line: 3 },
            gave: [
              {
                name: "TIDE_TABLE",
                how: "whole",
                as: "table",
                to: "boot",
                at: { file: "server.js", line: 5 },
              },
            ],
          }),
        },
      },
      {
        name: "data that was encrypted with another key, and no key that cannot be read",
        files,
        run: {
          output: [
            "Error: error:1C800064:Provider routines::bad decrypt",
            "    at Decipheriv.final (node:internal/crypto/cipher:193:29)",
            "    at boot (server.js:2:9) {",
            "  code: 'ERR_OSSL_BAD_DECRYPT'",
            "}",
          ],
        },
      },
      {
        name: "an error in a thread, after which nobody answers at the open port",
        files,
        run: {
          ended: "timeout",
          listening: [{ address: "127.0.0.1", port: 18490, pid: 9 }],
          health: unanswered,
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "an error after which it ends with status 0",
        files,
        run: {
          exit: { code: 0, signal: null },
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
      {
        name: "an error of which it is known what it means",
        files: { "main.py": "import multiprocessing\n\nmultiprocessing.Pool(2)\n" },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 3, in <module>',
            "    multiprocessing.Pool(2)",
            "RuntimeError: ",
            "        An attempt has been made to start a new process before the",
            "        current process has finished its bootstrapping phase.",
          ],
        },
      },
      {
        name: "an error without a trace",
        files,
        run: {
          output: ["CommandError: the moon must be named if the sun is off."],
        },
      },
      {
        name: "an error under a watcher that waits for a change",
        files,
        command: ["node", "--watch", "server.js"],
        run: {
          ended: "timeout",
          exit: { code: 0, signal: null },
          output: [
            "Error: the moon is full",
            "    at boot (server.js:2:9)",
            "Failed running 'server.js'. Waiting for file changes before restarting...",
          ],
        },
      },
      {
        name: "an error that the program logs, and lives on without a port",
        files,
        run: {
          ended: "timeout",
          ms: 9000,
          output: ["Error: the moon is full", "    at boot (server.js:2:9)"],
        },
      },
    ],
    leaves: [
      {
        name: "healthy",
        files: { "server.js": serverJs },
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}

const unanswered: HealthAnswer = {
  url: "http://127.0.0.1:18490/health",
  path: "/health",
  status: null,
  problem: "timeout",
  location: null,
  body: null,
  pid: 9,
  holder: null,
  suggestions: [],
};
