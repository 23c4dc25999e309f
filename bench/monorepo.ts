/**
 * doctor in a monorepo of 50 workspaces and 5,000 files: of one of them, and at the root; next to a walk that only reads the files:
 * `npm run bench -- monorepo [--rounds=3]`. Processor time of whole processes, so on Linux alone.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { layOut } from "../packages/surestart/scripts/pack.ts";
import { inTurn, printRatios } from "./measure.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
const home = mkdtempSync(path.join(tmpdir(), "surestart-bench-"));
const dir = path.join(home, "project");
const services = 40;
const libraries = 10;
const files = 100;
const walk = `const fs = require("node:fs");
const visit = (folder) => { for (const e of fs.readdirSync(folder, { withFileTypes: true })) { const file = folder + "/" + e.name; if (e.isDirectory()) visit(file); else if (e.isFile()) fs.readFileSync(file); } };
visit(".");
`;

try {
  project();
  const doctor = [path.join(await layOut(), "bin/surestart.cjs"), "doctor"];
  const times = await inTurn(Number(options.rounds), {
    "a walk": async () => cpuOf([path.join(home, "walk.cjs")]),
    "doctor of one service": async () => cpuOf(doctor, path.join(dir, "services/service0")),
    "doctor at the root": async () => cpuOf(doctor),
  });
  printRatios("50 workspaces, 5,000 files: processor time, milliseconds", times);
} finally {
  rmSync(home, { recursive: true, force: true });
}

/**
 * 40 services, of 100 modules of about 40 lines, of which the entry reaches all; each uses three of 10 libraries of as many modules.
 * Each tenth module reads a variable. Every service loads its own .env.
 */
function project(): void {
  mkdirSync(dir);
  writeFileSync(path.join(home, "walk.cjs"), walk);
  writeFileSync(
    path.join(dir, "package.json"),
    '{"name":"bench","private":true,"type":"module","workspaces":["services/*","libraries/*"]}\n',
  );
  mkdirSync(path.join(dir, "node_modules/@bench"), { recursive: true });
  for (let at = 0; at < libraries; at++) {
    modules(`libraries/library${at}`, `@bench/library${at}`, {}, "index.js", []);
    symlinkSync(
      path.join(dir, `libraries/library${at}`),
      path.join(dir, `node_modules/@bench/library${at}`),
      "dir",
    );
  }
  for (let at = 0; at < services; at++) {
    const used = [at, at + 1, at + 2].map((one) => `@bench/library${one % libraries}`);
    const head = ["process.loadEnvFile();", ...used.map((name) => `import "${name}";`)];
    const folder = `services/service${at}`;
    modules(folder, `service${at}`, Object.fromEntries(used.map((name) => [name, "*"])), "server.js", head);
    writeFileSync(
      path.join(dir, folder, ".env"),
      Array.from({ length: files / 10 }, (_, i) => `SETTING_${i * 10}=value${i}`).join("\n"),
      { mode: 0o600 },
    );
  }
}

function modules(
  folder: string,
  name: string,
  dependencies: Record<string, string>,
  entry: string,
  head: readonly string[],
): void {
  const src = path.join(dir, folder, "src");
  mkdirSync(src, { recursive: true });
  const server = entry === "server.js";
  const manifest = {
    name,
    version: "1.0.0",
    type: "module",
    ...(server ? { scripts: { start: "node src/server.js" } } : { exports: "./src/index.js" }),
    dependencies,
  };
  writeFileSync(path.join(dir, folder, "package.json"), `${JSON.stringify(manifest)}\n`);
  const body = Array.from(
    { length: 12 },
    (_, at) => `export function step${at}(value) {\n  return value ? value + ${at} : null;\n}`,
  );
  for (let at = 1; at < files; at++) {
    const next = at + 1 < files ? [`import { step1 as next } from "./module${at + 1}.js";`] : [];
    const read = at % 10 || !server ? [] : [`export const setting = process.env.SETTING_${at};`];
    writeFileSync(path.join(src, `module${at}.js`), `${[...next, ...read, ...body].join("\n")}\n`);
  }
  const listens = ['import { createServer } from "node:http";', "createServer().listen(process.env.PORT);"];
  const lines = [...head, 'import "./module1.js";', ...(server ? listens : [])];
  writeFileSync(path.join(src, entry), `${lines.join("\n")}\n`);
}

/** Milliseconds of processor time that a process took, user and system. */
function cpuOf(words: readonly string[], cwd: string = dir): number {
  const before = ofChildren();
  const { status, stderr } = spawnSync(process.execPath, words, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}`);
  return ofChildren() - before;
}

/** Of all children that have ended, in ticks of 10 ms. */
function ofChildren(): number {
  const stat = readFileSync("/proc/self/stat", "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
