import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { cleanUp, freePort } from "../cli/run-surestart.ts";
import { countJs, countPy, deckJs, type Row, serveJs, twice } from "./_healing.ts";
import { serversCache } from "./servers/cache.ts";

afterAll(cleanUp);

const todays = join(serversCache, "python", "bin");
const scripts = join(serversCache, "node_modules", ".bin");
const debians = "/usr/bin";
const p = "{port}";

const deckPy = 'import os\nNAME = os.environ["DECK_NAME"]\nSIZE = os.environ["DECK_SIZE"]\n';
const asgi = `
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"up"})
`;
const wsgi = `
def app(environ, start_response):
    start_response("200 OK", [])
    return [b"up"]
`;
const late = (load: string, app: string): string =>
  `${countPy}import deck\nfrom dotenv import load_dotenv\n${load}\n${app}`;
const env = { ".env": "DECK_NAME=a\nDECK_SIZE=7\n" };
const inPython = { ...env, "deck.py": deckPy };
const inTypeScript = {
  ...env,
  "package.json": '{ "type": "module" }',
  "count.ts": countJs.replace('require("node:fs")', "process.getBuiltinModule('fs')"),
  "deck.ts": `${deckJs}export const deck = process.env.DECK_NAME;\n`,
  "server.ts": `import "./count.ts";
import "./deck.ts";
process.loadEnvFile();
const http: typeof import("node:http") = process.getBuiltinModule("node:http");
${serveJs.replace('require("node:http")', "http")}`,
};

/** What the command's first word is looked for in, the command, the files, and how often the program was started the first time. */
type Server = [name: string, at: string, command: string[], files: Record<string, string>, starts?: number];

const servers: Server[] = [
  ...[debians, todays].flatMap((at): Server[] => [
    [
      "gunicorn",
      at,
      ["gunicorn", "main:app", "-b", `127.0.0.1:${p}`],
      { "main.py": late("load_dotenv()", wsgi) },
    ],
    [
      "flask run, which loads the .env of its own folder and no other",
      at,
      ["flask", "--app", "main", "run", "-p", p],
      {
        "settings/.env": env[".env"],
        ".env": "OTHER=1\n",
        "main.py": late(
          'load_dotenv("settings/.env")',
          'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef up():\n    return "up"\n',
        ),
      },
    ],
  ]),
  ["uvicorn", todays, ["uvicorn", "main:app", "--port", p], { "main.py": late("load_dotenv()", asgi) }],
  [
    "uvicorn --reload",
    todays,
    ["uvicorn", "main:app", "--reload", "--port", p],
    { "main.py": late("load_dotenv()", asgi) },
  ],
  [
    "fastapi run",
    todays,
    ["fastapi", "run", "main.py", "--port", p],
    {
      "main.py": late(
        "load_dotenv()",
        'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/")\ndef up():\n    return "up"\n',
      ),
    },
  ],
  ["tsx", scripts, ["tsx", "server.ts"], inTypeScript],
  ["tsx watch", scripts, ["tsx", "watch", "server.ts"], inTypeScript],
  ["nodemon and tsx", scripts, ["nodemon", "--exec", "tsx", "server.ts"], inTypeScript],
];

describe.concurrent("a load that comes too late, under a server or a runner: one restart, and none the next time", () => {
  test.for(
    servers.map((row): [string, Server] => [
      `${row[0]} (${row[1] === debians ? "Debian's" : "today's"})`,
      row,
    ]),
  )("%s", async ([, [, at, command, files]], { skip }) => {
    if (!existsSync(join(at, command[0] as string))) {
      if (process.env["CI"]) throw new Error("CI brings all of them");
      skip(at === debians ? "Debian's must be installed" : "`npm run servers` brings it");
    }
    const port = String(await freePort());
    const row: Row = {
      files: { ...(at === scripts ? {} : inPython), ...files },
      command: command.map((word) => word.replace(p, port)),
      env: { PORT: port, PATH: `${at}:${process.env["PATH"]}` },
      code: "source/env-read-before-load",
      starts: [2, 1],
      says: "because DECK_NAME is read before ",
    };
    await twice(row);
  });
});
