import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { canType, ctrlC, enter, typed } from "../cli/_terminal.ts";
import { cleanUp, freePort, project } from "../cli/run-surestart.ts";
import { wantedLoaders } from "../env/loaders/real.ts";

afterEach(cleanUp);

const node = process.execPath;
const bin = fileURLToPath(new URL("../../bin/surestart.cjs", import.meta.url));

/** Starts the file that is typed, as nodemon does after an edit, and says what nodemon says. */
const nodemon = `#!${node}
let child = null;
const start = (file) => {
  console.log("[nodemon] starting \`node " + file + "\`");
  const mine = (child = require("node:child_process").spawn(process.execPath, [file], { stdio: ["ignore", "inherit", "inherit"] }));
  mine.on("exit", () => mine === child && console.log("[nodemon] app crashed - waiting for file changes before starting..."));
};
start(process.argv[2]);
process.stdin.on("data", (data) => {
  child.kill();
  start(String(data).trim());
});\n`;
const bun = `${wantedLoaders.cache}node_modules/@oven/bun-linux-x64/bin/bun`;
/** Makes the edit itself that is typed. */
const edited = `import { writeFileSync } from "node:fs";
Bun.serve({ port: process.env.PORT, fetch: () => new Response("up") });
process.stdin.on("data", () => writeFileSync("hall.js", 'throw new RangeError("seats must be positive");\\n'));\n`;
const files = {
  "node_modules/.bin/nodemon": nodemon,
  "hall.js": edited,
  "early.js": 'if (!process.env.HARBOUR) throw new Error("HARBOUR is not set");\n',
  "late.js": 'throw new RangeError("seats must be positive");\n',
  "good.js":
    'require("node:http").createServer((q, r) => r.end("up")).listen(process.env.PORT, "127.0.0.1");\n',
};

/** What it shows is on one line, since a line breaks where the terminal's width has it. */
async function watched(
  steps: [string, string][],
  first: string,
  watcher = ["node_modules/.bin/nodemon"],
): ReturnType<typeof typed> {
  const dir = project(files);
  chmodSync(join(dir, "node_modules/.bin/nodemon"), 0o755);
  const env = { PORT: String(await freePort()), XDG_STATE_HOME: join(dir, "state"), NO_COLOR: "1" };
  const run = await typed([node, bin, "run", "--", ...watcher, first], steps, dir, env);
  return { ...run, shown: run.shown.replaceAll(/\s+/g, " ") };
}

describe.skipIf(!canType || process.platform !== "linux")(
  "a watcher on a terminal (needs python3 and /proc)",
  () => {
    test("a first version that fails is told, and the next one that is healthy", async () => {
      const { status, shown } = await watched(
        [
          ["More: surestart explain", `good.js${enter}`],
          ["Took", ctrlC],
        ],
        "early.js",
      );
      expect(shown).toContain("HARBOUR is not set");
      expect(shown).toContain("and nodemon is waiting for a change");
      expect(shown).toContain("Healthy in");
      expect(status).toBe(0);
    });

    test("a crash after an edit gets its finding, and the version after it is said", async () => {
      const { status, shown } = await watched(
        [
          ["Took", `late.js${enter}`],
          ["More: surestart explain", `good.js${enter}`],
          ["healthy again", ctrlC],
        ],
        "good.js",
      );
      expect(shown).toMatch(/the program ended .* after it was healthy, and nodemon is waiting for a change/);
      expect(shown).toContain("RangeError: seats must be positive");
      expect(status).toBe(0);
    });

    test.skipIf(!existsSync(bun))(
      "a crash after an edit, in the watcher's own process (needs Bun)",
      async () => {
        const { status, shown } = await watched(
          [
            ["Took", `edit${enter}`],
            ["More: surestart explain", ctrlC],
          ],
          "hall.js",
          [bun, "--watch"],
        );
        expect(shown).toMatch(/the program ended .* after it was healthy, and bun is waiting for a change/);
        expect(shown).toContain("RangeError: seats must be positive");
        expect(status).toBe(0);
      },
    );

    test("Ctrl-C while it waits for a change", async () => {
      const { status, shown } = await watched([["More: surestart explain", ctrlC]], "early.js");
      expect(shown).toContain("HARBOUR is not set");
      expect(status).toBe(130);
    });
  },
);
