/**
 * doctor on 2,000 source files, next to tools that look through a project for its variables, and next to a walk that only
 * reads the files: `node bench/doctor.ts [ROUNDS]`. Whole processes, in turn.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { layOut } from "../packages/surestart/scripts/pack.ts";
import { inTurn, printRatios } from "./measure.ts";
import { peer } from "./peers/install.ts";

const rounds = Number(process.argv[2] ?? 7);
const home = mkdtempSync(path.join(tmpdir(), "surestart-bench-"));
const dir = path.join(home, "project");
const walk = `const fs = require("node:fs");
const visit = (folder) => { for (const e of fs.readdirSync(folder, { withFileTypes: true })) { const file = folder + "/" + e.name; if (e.isDirectory()) visit(file); else fs.readFileSync(file); } };
visit(".");
`;

try {
  project();
  const surestart = path.join(await layOut(), "bin/surestart.cjs");
  const [varlock, dotenvDiff] = [peer("varlock"), peer("dotenv-diff")];
  const times = await inTurn(rounds, {
    "a walk": () => ran([process.execPath, path.join(home, "walk.cjs")]),
    "surestart doctor": () => ran([process.execPath, surestart, "doctor", "--", "node", "src/server.js"]),
    ...(varlock ? { "varlock audit": () => ran([process.execPath, varlock, "audit"]) } : {}),
    ...(dotenvDiff ? { "dotenv-diff": () => ran([process.execPath, dotenvDiff]) } : {}),
  });
  printRatios("2,000 source files, milliseconds", times);
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** 2,000 modules of about 40 lines in 40 folders; every 50th reads a variable, all are reached from the entry. */
function project(): void {
  mkdirSync(dir);
  writeFileSync(path.join(home, "walk.cjs"), walk);
  writeFileSync(path.join(dir, "package.json"), '{"name":"bench","type":"module"}\n');
  writeFileSync(
    path.join(dir, ".env"),
    Array.from({ length: 40 }, (_, i) => `SETTING_${i}=value${i}`).join("\n"),
    { mode: 0o600 },
  );
  writeFileSync(
    path.join(dir, ".env.schema"),
    Array.from({ length: 40 }, (_, i) => `SETTING_${i}=`).join("\n"),
  );
  const body = Array.from(
    { length: 36 },
    (_, i) => `export function step${i}(value) {\n  return value ? value + ${i} : null;\n}`,
  ).join("\n");
  const entries: string[] = [];
  for (let folder = 0; folder < 40; folder++) {
    mkdirSync(path.join(dir, "src", `part${folder}`), { recursive: true });
    for (let file = 0; file < 50; file++) {
      const read = file === 0 ? `export const setting = process.env.SETTING_${folder};\n` : "";
      const next = file < 49 ? `import "./file${file + 1}.js";\n` : "";
      writeFileSync(path.join(dir, "src", `part${folder}`, `file${file}.js`), `${next}${read}${body}\n`);
    }
    entries.push(`import "./part${folder}/file0.js";`);
  }
  writeFileSync(
    path.join(dir, "src/server.js"),
    `process.loadEnvFile();\n${entries.join("\n")}\nimport { createServer } from "node:http";\ncreateServer().listen(process.env.PORT);\n`,
  );
}

async function ran(command: readonly string[]): Promise<number> {
  const began = performance.now();
  await once(spawn(command[0] as string, command.slice(1), { cwd: dir, stdio: "ignore" }), "exit");
  return performance.now() - began;
}
