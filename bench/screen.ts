/**
 * From the program's first 200 to "Healthy" on the screen, for programs of 10 to 5,000 modules: `npm run bench -- screen
 * [--rounds=5]`. The package is measured as it is packed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { layOut } from "../packages/surestart/scripts/pack.ts";
import { untilAnswer } from "./first-answer.ts";
import { median } from "./measure.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const home = mkdtempSync(path.join(tmpdir(), "surestart-bench-"));

try {
  const surestart = path.join(await layOut(), "bin/surestart.cjs");
  const rows: Record<string, Record<string, number>> = {};
  for (const modules of [10, 100, 1_000, 5_000]) {
    const dir = project(modules);
    const times: number[] = [];
    for (let round = 0; round < Number(options.rounds); round++) times.push(await toScreen(surestart, dir));
    rows[`${modules} modules`] = {
      median: Number(median(times).toFixed(1)),
      most: Number(Math.max(...times).toFixed(1)),
    };
  }
  console.log("\nfrom the program's first 200 to “Healthy” on the screen, milliseconds");
  console.table(rows);
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function toScreen(surestart: string, dir: string): Promise<number> {
  let screen = "";
  let seen: (at: number) => void = () => {};
  const healthy = new Promise<number>((resolve) => {
    seen = resolve;
  });
  const { answered, stop } = await untilAnswer({
    cwd: dir,
    command: () => [process.execPath, surestart, "run", "--no-color", "--", process.execPath, "server.js"],
    onOutput: (text) => {
      screen += text;
      if (screen.includes("Healthy")) seen(performance.now());
    },
  });
  const shown = await healthy;
  await stop();
  return shown - answered;
}

/** Modules of about 40 lines, all loaded before the server listens; each tenth reads a variable, the first loads the .env. */
function project(modules: number): string {
  const dir = path.join(home, String(modules));
  mkdirSync(path.join(dir, "src"), { recursive: true });
  const body = Array.from(
    { length: 12 },
    (_, at) => `exports.step${at} = (value) => {\n  return value ? value + ${at} : null;\n};`,
  );
  writeFileSync(path.join(dir, "package.json"), '{"name":"bench","version":"1.0.0"}\n');
  writeFileSync(path.join(dir, ".env"), "GREETING=hello\n", { mode: 0o600 });
  for (let at = 0; at < modules; at++)
    writeFileSync(
      path.join(dir, "src", `module${at}.js`),
      [at % 10 ? "" : `exports.setting = process.env.SETTING_${at};`, ...body].join("\n"),
    );
  writeFileSync(
    path.join(dir, "server.js"),
    `process.loadEnvFile(".env");
for (let at = 0; at < ${modules}; at++) require("./src/module" + at + ".js");
${Array.from({ length: modules }, (_, at) => `if (process.env.NEVER) require("./src/module${at}.js");`).join("\n")}
require("node:http").createServer((request, response) => { response.statusCode = request.url === "/health" ? 200 : 404; response.end(); }).listen(Number(process.env.PORT), "127.0.0.1");
`,
  );
  return dir;
}
