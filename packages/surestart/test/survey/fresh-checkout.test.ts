import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { survey } from "../../src/survey/index.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "surestart-fresh-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A machine with these programs; its Python has nothing, and answers what is asked of every interpreter. */
function machine(programs: readonly string[]): string {
  const bin = path.join(dir, ".bin");
  mkdirSync(bin, { recursive: true });
  const answer = { version: "3.12.1", paths: [], user: [], stdlib: ["os"], fixed: ["sys"], venv: null };
  const texts: Record<string, string> = { node: "echo v24.1.0", python3: `echo '${JSON.stringify(answer)}'` };
  for (const name of programs)
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${texts[name] ?? "exit 1"}\n`, { mode: 0o755 });
  return bin;
}

/** What doctor says of a project in small: code, place, and the first command of its fixes. */
async function findings(
  files: Record<string, string>,
  argv: string[] | null = null,
  programs = ["node", "npm", "python3"],
): Promise<string[]> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  const environment = { PATH: machine(programs), HOME: dir };
  const facts = await survey({ dir, argv, environment, sockets: false });
  return diagnose(facts, catalogue)
    .findings.filter((f) => f.severity === "error")
    .map((f) => [f.code, f.at?.file, f.fixes[0]?.command].filter(Boolean).join(" · "));
}

const demands = (names: string[]): string =>
  `for (const name of ${JSON.stringify(names)}) if (!process.env[name]) throw new Error(name);\n`;
const serves = 'require("node:http").createServer((q, r) => r.end("ok")).listen(process.env.PORT ?? 4000);\n';

test("nothing installed and no .env: the packages first, then the file, and no variable by itself", async () => {
  const files = {
    "package.json": '{"name":"tannery","scripts":{"start":"node index.js"},"dependencies":{"dotenv":"17"}}',
    ".env.example": "TANNERY_QUEUE=amqp://127.0.0.1\nTANNERY_SIGNING_KEY=change-me\n",
    "index.js": `require("dotenv").config();\n${demands(["TANNERY_QUEUE", "TANNERY_SIGNING_KEY"])}${serves}`,
  };
  expect(await findings(files)).toEqual([
    "runtime/node-modules-missing · package.json · npm install",
    "env/file-missing · index.js",
  ]);
});

test("the .env is there: only the packages are missing", async () => {
  const files = {
    "package.json": '{"scripts":{"start":"node index.js"},"dependencies":{"dotenv":"17"}}',
    ".env": "TANNERY_QUEUE=amqp://127.0.0.1\n",
    "index.js": `require("dotenv").config();\n${demands(["TANNERY_QUEUE"])}${serves}`,
  };
  expect(await findings(files)).toEqual(["runtime/node-modules-missing · package.json · npm install"]);
});

test("a load that may fail, by a package that no manifest names, is not what the start lacks", async () => {
  const files = {
    "package.json": '{"scripts":{"start":"node index.js"}}',
    "index.js": `try {\n  require("dotenv").config();\n} catch {}\n${demands(["TANNERY_QUEUE"])}${serves}`,
  };
  expect((await findings(files)).map((line) => line.split(" · ")[0])).toEqual(["env/missing-variable"]);
});

const built = {
  "package.json":
    '{"scripts":{"build":"tsc","start":"node build/server.js"},"dependencies":{"dotenv":"17"},"devDependencies":{"typescript":"7"}}',
  "tsconfig.json": '{ "compilerOptions": { "outDir": "./build", "rootDir": "./src" } } // here',
  ".env.example": "WAREHOUSE_DSN=sqlite:///stock.db\n",
  "src/server.ts": `import "dotenv/config";\n${demands(["WAREHOUSE_DSN"])}`,
};

test("not installed, not built, no .env: in the order in which they have to be done", async () => {
  expect(await findings(built)).toEqual([
    "runtime/node-modules-missing · package.json · npm install",
    "runtime/build-missing · package.json · npm run build",
    "env/file-missing · src/server.ts",
  ]);
});

test.each([
  ["a step of the script", "npm run build && node build/server.js"],
  ["the compiler itself", "tsc -p . && node build/server.js"],
  ["the compiler beside it", "tsc --watch & node --watch build/server.js"],
  ["a script of one's own", "node scripts/build.mjs && node build/server.js"],
])("a start that builds by itself: %s", async (_name, start) => {
  const manifest = built["package.json"].replace("node build/server.js", start);
  expect(await findings({ ...built, "package.json": manifest })).toEqual([
    "runtime/node-modules-missing · package.json · npm install",
    "env/file-missing · src/server.ts",
  ]);
});

test("a prestart that builds", async () => {
  const manifest = built["package.json"].replace('"start"', '"prestart":"npm run build","start"');
  expect((await findings({ ...built, "package.json": manifest })).join()).not.toContain("build-missing");
});

test("a step that does not build leaves the build to be done", async () => {
  const manifest = built["package.json"].replace("node build", "prisma migrate deploy && node build");
  expect((await findings({ ...built, "package.json": manifest }))[1]).toMatch(/^runtime\/build-missing/);
});

test("only tools for development, and the start needs one", async () => {
  const files = {
    "package.json": '{"scripts":{"dev":"turbo run dev"},"devDependencies":{"turbo":"2"}}',
    "package-lock.json": '{"lockfileVersion":3,"packages":{}}',
  };
  expect(await findings(files)).toEqual(["runtime/node-modules-missing · package.json · npm ci"]);
});

test("a tool of package.json that an older node_modules lacks", async () => {
  const files = {
    "package.json":
      '{"scripts":{"dev":"tsx index.js"},"devDependencies":{"tsx":"4"},"dependencies":{"pino":"9"}}',
    "node_modules/pino/package.json": "{}",
    "index.js": `require("pino");\n${serves}`,
  };
  expect(await findings(files)).toEqual(["runtime/module-missing · package.json · npm install"]);
});

test("the code cannot be followed where the file of the start does not exist", async () => {
  const files = {
    "package.json": '{"scripts":{"start":"node bin/www.js"},"dependencies":{"express":"5"}}',
    "bin/www.ts": 'import "express";\n',
  };
  expect((await findings(files)).filter((line) => line.startsWith("runtime/node-modules"))).toEqual([
    "runtime/node-modules-missing · package.json · npm install",
  ]);
});

const pip = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt";
const asgi = {
  "requirements.txt": "fastapi\nuvicorn\npython-dotenv\nredis\n",
  ".env.example": "PANTRY_DSN=redis://127.0.0.1\nPANTRY_SHELF=4\n",
  "main.py":
    'import os\nimport redis\nfrom dotenv import load_dotenv\nfrom fastapi import FastAPI\nload_dotenv()\ndb = redis.from_url(os.environ["PANTRY_DSN"])\nshelf = int(os.environ["PANTRY_SHELF"])\napp = FastAPI()\n',
};

test.each([
  ["found by surestart", null],
  ["python -m", ["python3", "-m", "uvicorn", "main:app"]],
  ["the server by its name, which is nowhere yet", ["uvicorn", "main:app"]],
])("Python without its packages: %s", async (_name, argv) => {
  expect(await findings(asgi, argv)).toEqual([
    `runtime/packages-missing · requirements.txt · ${pip}`,
    "env/file-missing · main.py",
  ]);
});

test.each([
  ["poetry", ["poetry", "run", "uvicorn", "main:app"], "pipx install poetry"],
  ["uv", ["uv", "run", "uvicorn", "main:app"], "pipx install uv"],
])("a tool that is not there hides nothing else: %s", async (_name, argv, get) => {
  expect(await findings(asgi, argv)).toEqual([
    `runtime/command-not-found · ${get}`,
    "env/file-missing · main.py",
  ]);
});

test("neither pnpm is there, nor what its script runs", async () => {
  const files = {
    "package.json": '{"scripts":{"dev":"vite dev"},"devDependencies":{"vite":"8"}}',
    "pnpm-lock.yaml": "",
  };
  expect(await findings(files, ["pnpm", "dev"], ["node", "npm"])).toEqual([
    "runtime/command-not-found · npm install --global pnpm",
    "runtime/node-modules-missing · package.json · npm install --global pnpm && pnpm install --frozen-lockfile",
  ]);
});

test("pnpm is not there, and nothing is installed", async () => {
  const files = {
    "package.json": '{"scripts":{"start":"node index.js"},"dependencies":{"pino":"9"}}',
    "pnpm-lock.yaml": "",
    "index.js": `require("pino");\n${serves}`,
  };
  expect(await findings(files, ["pnpm", "start"], ["node", "npm", "corepack"])).toEqual([
    "runtime/command-not-found · corepack enable pnpm",
    "runtime/node-modules-missing · package.json · corepack pnpm install --frozen-lockfile",
  ]);
});
