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

/** What doctor says of a project in small: code, place, and the first command of its fixes. */
async function findings(files: Record<string, string>, argv: string[] | null = null): Promise<string[]> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  const environment = { PATH: process.env["PATH"] ?? "", HOME: dir };
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
