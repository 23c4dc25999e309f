import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, project } from "../cli/run-surestart.ts";
import { countJs, countPy, deckJs, line, type Row, run, serveJs, starts, twice } from "./_healing.ts";

afterEach(cleanUp);

const node = process.execPath;
const hasPython = spawnSync("/usr/bin/python3", ["-c", "import dotenv"]).status === 0;
const python = "/usr/bin/python3";
const hasUvicorn = hasPython && spawnSync(python, ["-c", "import uvicorn"]).status === 0;
const servePy = `
from http.server import HTTPServer, SimpleHTTPRequestHandler
HTTPServer(("127.0.0.1", int(os.environ["PORT"])), SimpleHTTPRequestHandler).serve_forever()
`;
const appPy = `
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"up"})
`;
const late = { ".env": "DECK_NAME=a\nDECK_SIZE=7\nOTHER=1\n" };
const javascript: [string, Row][] = [
  [
    "a load that comes too late, two variables: one restart",
    {
      files: {
        ...late,
        "deck.js": deckJs,
        "server.js": `${countJs}require("./deck.js");\nprocess.loadEnvFile();\n${serveJs}`,
      },
      command: [node, "server.js"],
      code: "source/env-read-before-load",
      starts: [2, 1],
      says: "the first start failed, because DECK_NAME is read before .env is loaded: starting again with 2 variables of .env set",
    },
  ],
  [
    "a load in a function that nobody calls",
    {
      files: {
        ...late,
        "server.js": `${countJs}function load() { process.loadEnvFile(); }\n${deckJs}${serveJs}`,
      },
      command: [node, "server.js"],
      code: "source/env-not-loaded",
      starts: [2, 1],
      says: "because nothing loads .env, which sets DECK_NAME",
    },
  ],
  [
    "a byte order mark that its own loader keeps",
    {
      files: {
        ".env": "\ufeffDECK_NAME=a\nDECK_SIZE=7\n",
        "server.js": `${countJs}process.loadEnvFile();\n${deckJs}${serveJs}`,
      },
      command: [node, "server.js"],
      code: "env/encoding",
      starts: [2, 1],
      says: "fails to read DECK_NAME from .env",
    },
  ],
  [
    "a blank after the = of an empty value, with which its own loader takes the next line",
    {
      files: {
        ".env": "EMPTY= \nDECK_NAME=a\nDECK_SIZE=7\n",
        "server.js": `${countJs}process.loadEnvFile();\n${deckJs}${serveJs}`,
      },
      command: [node, "server.js"],
      code: "env/empty-value-swallows-next",
      starts: [2, 1],
      says: "fails to read DECK_NAME from .env",
    },
  ],
  [
    "an error that names no variable: the witness sees which one is missing",
    {
      files: {
        ...late,
        "node_modules/lantern/index.js":
          'exports.Lantern = class { constructor({ deck }) { if (!deck) throw new TypeError("a lantern wants a place"); } };\n',
        "deck.js":
          'const { Lantern } = require("lantern");\nexports.lantern = new Lantern({ deck: process.env.DECK_NAME });\n',
        "server.js": `${countJs}require("./deck.js");\nprocess.loadEnvFile();\n${serveJs}`,
      },
      command: [node, "server.js"],
      code: "source/env-read-before-load",
      starts: [3, 1],
      says: "the first start failed (TypeError), because DECK_NAME is read before .env is loaded",
    },
  ],
  [
    "through npm",
    {
      files: {
        ...late,
        "package.json": `{"scripts":{"start":"${node} server.js"}}`,
        "deck.js": deckJs,
        "server.js": `${countJs}require("./deck.js");\nprocess.loadEnvFile();\n${serveJs}`,
      },
      command: ["npm", "start"],
      code: "source/env-read-before-load",
      starts: [2, 1],
    },
  ],
  [
    "through a shell",
    {
      files: {
        ...late,
        "deck.js": deckJs,
        "server.js": `${countJs}require("./deck.js");\nprocess.loadEnvFile();\n${serveJs}`,
        "start.sh": `exec "${node}" server.js\n`,
      },
      command: ["sh", "start.sh"],
      code: "source/env-read-before-load",
      starts: [2, 1],
    },
  ],
  [
    "under a watcher, which lives on",
    {
      files: {
        ...late,
        "deck.js": deckJs,
        "server.js": `${countJs}require("./deck.js");\nprocess.loadEnvFile();\n${serveJs}`,
      },
      command: [node, "--watch", "server.js"],
      code: "source/env-read-before-load",
      starts: [2, 1],
    },
  ],
  [
    "nothing can load it: it is given at the first start",
    {
      files: {
        ...late,
        "server.js": `${countJs}const { config } = require("dotenv");\n${deckJs}${serveJs}`,
        "node_modules/dotenv/index.js": "",
      },
      command: [node, "server.js"],
      code: "source/env-not-loaded",
      starts: [1, 1],
    },
  ],
  [
    "healthy without it: left alone, a warning",
    {
      files: {
        ...late,
        "server.js": `${countJs}try {\n${deckJs}} catch {}\nprocess.loadEnvFile();\n${serveJs}`,
      },
      command: [node, "server.js"],
      code: "",
      starts: [1, 1],
    },
  ],
];

describe("a start that fails for want of a variable of its .env", () => {
  test.each(javascript)("%s", async (_name, row) => {
    await twice(row);
  });

  test.runIf(hasUvicorn).each<[string, Row]>([
    [
      "Python under uvicorn, a load that comes too late (needs uvicorn and python3-dotenv)",
      {
        files: {
          ...late,
          "deck.py": 'import os\nNAME = os.environ["DECK_NAME"]\nSIZE = os.environ["DECK_SIZE"]\n',
          "main.py": `${countPy}import deck\nfrom dotenv import load_dotenv\nload_dotenv()\n${appPy}`,
        },
        command: [python, "-m", "uvicorn", "main:app"],
        code: "source/env-read-before-load",
        starts: [2, 1],
        says: "the first start failed (KeyError), because DECK_NAME is read before .env is loaded: starting again with 2 variables",
      },
    ],
  ])("%s", async (_name, row) => {
    await twice(row);
  });

  test.runIf(hasPython).each<[string, Row]>([
    [
      "Python, a load that comes too late (needs python3-dotenv)",
      {
        files: {
          ...late,
          "deck.py": 'import os\nNAME = os.environ["DECK_NAME"]\nSIZE = os.environ["DECK_SIZE"]\n',
          "main.py": `${countPy}import deck\nfrom dotenv import load_dotenv\nload_dotenv()\n${servePy}`,
        },
        command: [python, "main.py"],
        code: "source/env-read-before-load",
        starts: [2, 1],
        says: "the first start failed (KeyError), because DECK_NAME is read before .env is loaded: starting again with 2 variables",
      },
    ],
  ])("%s", async (_name, row) => {
    await twice(row);
  });

  test.each<[string, Partial<Row> & Pick<Row, "files">]>([
    [
      "another failure",
      {
        files: {
          ...late,
          "server.js": `${countJs}const name = process.env.DECK_NAME;\nprocess.loadEnvFile();\nthrow new Error("the disk is full");\n`,
        },
      },
    ],
    [
      "a variable that the .env does not have",
      {
        files: {
          ...late,
          "server.js": `${countJs}const name = process.env.DECK_NAME;\nif (!process.env.HARBOUR) throw new Error("HARBOUR is not set");\nprocess.loadEnvFile();\n`,
        },
      },
    ],
    ["production", { files: {}, env: { NODE_ENV: "production" } }],
    ["an --env-file was given", { files: { "other.env": "A=1\n" }, args: ["--env-file", "other.env"] }],
    [
      "the command migrates",
      { files: { "migrate.js": 'require("./server.js");' }, command: [node, "migrate.js"] },
    ],
  ])(
    "is not started again: %s",
    async (_name, { files, command = [node, "server.js"], env = {}, args = [] }) => {
      const dir = project({
        ...late,
        "deck.js": deckJs,
        "server.js": `${countJs}require("./deck.js");\nprocess.loadEnvFile();\n${serveJs}`,
        ...files,
      });
      const { status, stderr } = await run(dir, { args: ["--no-second-look", ...args], command, env });
      expect(status).toBe(1);
      expect(starts(dir)).toBe(1);
      expect(stderr).not.toMatch(line);
    },
  );
});

describe("what is remembered of a healed start", () => {
  const files = {
    ...late,
    "deck.js": deckJs,
    "aside.js": "exports.aside = 1;\n",
    "server.js": `${countJs}require("./aside.js");\nrequire("./deck.js");\nprocess.loadEnvFile();\n${serveJs}`,
  };
  const edit = (dir: string, file: string, text: string): void => {
    writeFileSync(join(dir, file), text);
    utimesSync(join(dir, file), new Date(), new Date(Date.now() + 5000));
  };

  test.each<[string, (dir: string) => void, Partial<Parameters<typeof run>[1]>, number]>([
    ["nothing has changed", () => {}, {}, 1],
    ["an edit somewhere else", (dir) => edit(dir, "aside.js", "exports.aside = 2;\n"), {}, 1],
    ["a value of the .env", (dir) => edit(dir, ".env", "DECK_NAME=b\nDECK_SIZE=8\nOTHER=2\n"), {}, 1],
    ["the time of a file alone", (dir) => edit(dir, "deck.js", deckJs), {}, 1],
    ["a key of the .env", (dir) => edit(dir, ".env", `${late[".env"]}MORE=1\n`), {}, 2],
    ["the file of the reads", (dir) => edit(dir, "deck.js", `${deckJs}\n`), {}, 2],
    ["the file of the load", (dir) => edit(dir, "server.js", `${files["server.js"]}\n`), {}, 2],
    ["another mode", () => {}, { env: { NODE_ENV: "test" } }, 2],
    [
      "another interpreter",
      (dir) => {
        mkdirSync(join(dir, "bin"));
        writeFileSync(join(dir, "bin/node"), `#!/bin/sh\nexec "${node}" "$@"\n`, { mode: 0o755 });
      },
      { env: { PATH: "DIR/bin:PATH" } },
      2,
    ],
  ])("%s", async (_name, change, more, wanted) => {
    const dir = project(files);
    const command = ["node", "server.js"];
    expect((await run(dir, { command })).status).toBe(0);
    change(dir);
    writeFileSync(join(dir, "starts"), "");
    const env = { ...more.env };
    if (env["PATH"])
      env["PATH"] = env["PATH"].replace("DIR", dir).replace("PATH", process.env["PATH"] as string);
    const { status, report } = await run(dir, { command, ...more, env });
    expect([status, starts(dir)]).toEqual([0, wanted]);
    expect(report?.findings[0]).toMatchObject({
      code: "source/env-read-before-load",
      resolved: true,
      severity: "info",
    });
  });

  test("a load that is added where it comes in time is left to the program", async () => {
    const dir = project(files);
    await run(dir, { command: [node, "server.js"] });
    edit(dir, "aside.js", "process.loadEnvFile();\n");
    writeFileSync(join(dir, "starts"), "");
    const { status, report } = await run(dir, { command: [node, "server.js"] });
    expect([status, starts(dir), report?.findings ?? null]).toEqual([0, 1, []]);
  });

  test("no value is kept, and nobody else may read it", async () => {
    const dir = project({ ...files, ".env": "DECK_NAME=hunter2hunter2\nDECK_SIZE=swordfish99\n" });
    await run(dir, { command: [node, "server.js"] });
    const folder = join(dir, "state/surestart/healed");
    const [name = ""] = readdirSync(folder);
    const text = readFileSync(join(folder, name), "utf8");
    expect(text).toContain("DECK_NAME");
    expect(text).not.toMatch(/hunter2|swordfish/);
    if (process.platform !== "win32") expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });
});
