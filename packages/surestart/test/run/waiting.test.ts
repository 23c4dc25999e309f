import { spawnSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, freePort, project, ran } from "../cli/run-surestart.ts";
import { wantedLoaders } from "../env/loaders/real.ts";

afterEach(cleanUp);

const bun = `${wantedLoaders.cache}node_modules/@oven/bun-linux-x64/bin/bun`;

const node = process.execPath;
const python = "/usr/bin/python3";
const has = (...modules: string[]): boolean =>
  spawnSync(python, ["-c", `import ${modules.join(", ")}`]).status === 0;

const demands = `if (!process.env.DATABASE_URL) { console.error("Invalid env: DATABASE_URL"); process.exit(1); }\n`;
const serve =
  'require("node:http").createServer((q, r) => r.end("up")).listen(process.env.PORT, "127.0.0.1");\n';
/** It says what nodemon says, and waits for ever. */
const nodemon = `#!${node}
const child = require("node:child_process").spawn(process.execPath, [process.argv.at(-1).split(" ").at(-1)], { stdio: "inherit" });
console.log("\\u001b[32m[nodemon] starting \`node " + process.argv[2] + "\`\\u001b[39m");
child.on("exit", (code) => console.log(code
  ? "\\u001b[31m[nodemon] app crashed - waiting for file changes before starting...\\u001b[39m"
  : "\\u001b[32m[nodemon] clean exit - waiting for changes before restart\\u001b[39m"));
setInterval(() => {}, 1e6);\n`;
/** A watcher that never says a word. */
const silent = `#!${node}
require("node:child_process").spawn(process.execPath, [process.argv.at(-1).split(" ").at(-1)], { stdio: "inherit" });
setInterval(() => {}, 1e6);\n`;

interface Row {
  files: Record<string, string>;
  command: string[];
  code: string;
  at?: { file: string; line?: number };
  /** What the screen says of the end. */
  says: string;
  possible?: boolean;
}

const rows: [string, Row][] = [
  [
    "node --watch, and a program that ends with a message",
    {
      files: { "server.js": demands + serve },
      command: [node, "--watch", "server.js"],
      code: "env/missing-variable",
      at: { file: "server.js", line: 1 },
      says: "and node is waiting for a change",
    },
  ],
  [
    "node --watch, and one that has done its work",
    {
      files: { "server.js": "console.log('done')" },
      command: [node, "--watch", "server.js"],
      code: "app/exits-at-once",
      says: "and node is waiting for a change",
    },
  ],
  [
    "nodemon",
    {
      files: { "server.js": `${demands}${serve}`, "node_modules/.bin/nodemon": nodemon },
      command: ["node_modules/.bin/nodemon", "server.js"],
      code: "env/missing-variable",
      at: { file: "server.js", line: 1 },
      says: "and nodemon is waiting for a change",
    },
  ],
  [
    "a script that starts nodemon, and an error with a stack",
    {
      files: {
        "server.js": 'throw new RangeError("seats must be positive");',
        "node_modules/.bin/nodemon": nodemon,
        "package.json": '{"scripts":{"dev":"nodemon server.js"}}',
      },
      command: ["npm", "run", "dev"],
      code: "app/crashed",
      at: { file: "server.js", line: 1 },
      says: "and nodemon is waiting for a change",
    },
  ],
  [
    "bun --watch, which says nothing (needs Bun: npm run loaders)",
    {
      files: { "server.js": 'throw new RangeError("seats must be positive");' },
      command: [bun, "--watch", "server.js"],
      code: "app/crashed",
      at: { file: "server.js", line: 1 },
      says: "and bun is waiting for a change",
      possible: existsSync(bun),
    },
  ],
  [
    "bun --hot, and one that has done its work (needs Bun: npm run loaders)",
    {
      files: { "server.js": 'console.log("done");' },
      command: [bun, "--hot", "server.js"],
      code: "app/exits-at-once",
      says: "and bun is waiting for a change",
      possible: existsSync(bun),
    },
  ],
  [
    "uvicorn --reload (needs python3-uvicorn)",
    {
      files: {
        "hall.py": 'import os\nKEY = os.environ["HALL_KEY"]\nasync def app(scope, receive, send): pass\n',
      },
      command: [python, "-m", "uvicorn", "hall:app", "--reload", "--port", "PORT"],
      code: "env/missing-variable",
      at: { file: "hall.py", line: 2 },
      says: "and uvicorn is waiting for a change",
      possible: has("uvicorn"),
    },
  ],
  [
    "Django's runserver (needs python3-django)",
    {
      files: {
        "manage.py":
          'import os\nfrom django.core.management import execute_from_command_line\nimport sys\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\nexecute_from_command_line(sys.argv)\n',
        "settings.py": 'SECRET_KEY = "x"\nDEBUG = True\nROOT_URLCONF = "urls"\nINSTALLED_APPS = []\n',
        "urls.py": 'import os\nKEY = os.environ["HALL_KEY"]\nurlpatterns = []\n',
      },
      command: [python, "manage.py", "runserver", "127.0.0.1:PORT"],
      code: "env/missing-variable",
      at: { file: "urls.py", line: 2 },
      says: "and django is waiting for a change",
      possible: has("django"),
    },
  ],
  [
    "gunicorn, whose workers end at once (needs gunicorn)",
    {
      files: { "hall.py": 'import sys\nsys.exit("HALL_KEY is not set")\n' },
      command: [python, "-m", "gunicorn", "-b", "127.0.0.1:PORT", "hall:app"],
      code: "app/crashed",
      says: "each time gunicorn started it",
      possible: has("gunicorn"),
    },
  ],
];

describe("a program that ends under a watcher is not waited for", () => {
  for (const [name, { files, command, code, at, says, possible = true }] of rows)
    test.skipIf(!possible || process.platform === "win32")(name, async () => {
      const dir = project(files);
      if (files["node_modules/.bin/nodemon"]) chmodSync(join(dir, "node_modules/.bin/nodemon"), 0o755);
      const port = String(await freePort());
      const file = join(dir, "report.json");
      const { status, stderr } = await ran(
        [
          "run",
          "--timeout",
          "60",
          "--report",
          file,
          "--",
          ...command.map((word) => word.replace("PORT", port)),
        ],
        { dir, env: { PORT: port, XDG_STATE_HOME: join(dir, "state") } },
      );
      const { default: report } = await import(file, { with: { type: "json" } });
      expect(status).toBe(69);
      expect(report.timeline.at(-1).ms).toBeLessThan(40_000);
      expect(report.findings[0]).toMatchObject({ code, ...(at ? { at } : {}) });
      expect(stderr).toContain(says);
      expect(stderr).not.toContain("more time");
    });

  test.skipIf(process.platform !== "linux")("a watcher that says nothing (needs /proc)", async () => {
    const dir = project({ "server.js": demands + serve, "node_modules/.bin/tsc-watch": silent });
    chmodSync(join(dir, "node_modules/.bin/tsc-watch"), 0o755);
    const { status, stderr } = await ran(
      ["run", "--timeout", "60", "--", "node_modules/.bin/tsc-watch", "--onSuccess", "node server.js"],
      { dir, env: { PORT: String(await freePort()), XDG_STATE_HOME: join(dir, "state") } },
    );
    expect(status).toBe(69);
    expect(stderr).toContain("and tsc-watch is waiting for a change");
    expect(stderr).toContain("DATABASE_URL");
  });
});
