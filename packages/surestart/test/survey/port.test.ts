import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { survey } from "../../src/survey/index.ts";

const app = { "main.py": "app = None\n" };
const node = (port: string) => ({
  "server.js": `require("node:http").createServer().listen(${port});\n`,
});
const two = { "server.js": `${node("process.env.PORT || 4100")["server.js"]}${node("9400")["server.js"]}` };
const otherwise = {
  "server.js": `if (process.env.ROLE === "metrics") ${node("4100")["server.js"]}else ${node("next()")["server.js"]}`,
};
const python = {
  "main.py": `from wsgiref.simple_server import make_server
import os
make_server("", int(os.getenv("API_PORT", "4100")), None).serve_forever()
`,
};

test.each<[string, string[], Record<string, string>, Record<string, string>, number | null]>([
  ["the server's usual port", ["uvicorn", "main:app"], app, {}, 8000],
  ["another server's", ["hypercorn", "main:app"], app, {}, 8000],
  ["one that the command names", ["uvicorn", "main:app", "--port", "8123"], app, {}, 8123],
  ["a variable of the server's own", ["uvicorn", "main:app"], app, { UVICORN_PORT: "9100" }, 9100],
  [
    "another variable of the server's own",
    ["gunicorn", "main:app"],
    app,
    { GUNICORN_CMD_ARGS: "-b :9100" },
    null,
  ],
  ["a socket in place of a port", ["uvicorn", "main:app", "--uds", "x.sock"], app, {}, null],
  ["a socket as its address", ["gunicorn", "-b", "unix:x.sock", "main:app"], app, {}, null],
  ["a settings file", ["hypercorn", "-c", "hypercorn.toml", "main:app"], app, {}, null],
  [
    "what the server reads first",
    ["gunicorn", "main:app"],
    { ...app, "gunicorn.conf.py": "import os\nbind = os.environ['BIND']\n" },
    {},
    null,
  ],
  ["no server", ["python3", "main.py"], app, {}, null],
  ["the code's default", ["node", "server.js"], node("process.env.PORT || 4100"), {}, 4100],
  ["the code's default in Python", ["python3", "main.py"], python, {}, 4100],
  ["a variable that the code reads", ["python3", "main.py"], python, { API_PORT: "4200" }, 4200],
  ["a default that is no port", ["node", "server.js"], node("process.env.PORT || next()"), {}, null],
  ["any free port", ["node", "server.js"], node("process.env.PORT || 0"), {}, null],
  ["one of two", ["node", "server.js"], two, {}, null],
  ["one of two, of which the other is not known", ["node", "server.js"], otherwise, {}, null],
  ["a number behind the script", ["node", "server.js", "4200"], node("process.argv[2] || 4100"), {}, null],
  [
    "another word behind the script",
    ["node", "server.js", "--quiet"],
    node("process.env.PORT || 4100"),
    {},
    4100,
  ],
])("the port that is wanted: %s", async (_name, argv, files, environment, port) => {
  const dir = mkdtempSync(join(tmpdir(), "surestart-port-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    const facts = await survey({ dir, argv, environment, sockets: false });
    expect(facts.port.wanted?.value ?? null).toBe(port);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
