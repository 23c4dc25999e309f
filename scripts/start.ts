// `npm start`: makes backend/.env where it is missing, and runs the backend. What stands behind `npm start --` is for
// `surestart run`: npm start -- --port 9000
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { InitResult } from "../packages/surestart/src/cli/init-project.ts";

const surestart = new URL("../packages/surestart/bin/surestart.cjs", import.meta.url);
const backend = fileURLToPath(new URL("../backend", import.meta.url));
const options = process.argv.slice(2);

const init = spawnSync(process.execPath, [fileURLToPath(surestart), "init", backend, "--format", "json"], {
  stdio: ["inherit", "pipe", "inherit"],
  encoding: "utf8",
});
if (init.status !== 0) process.exit(init.status ?? 1);
const made = JSON.parse(init.stdout) as InitResult;
// Of a .env that is complete there is nothing to say: every start but the first is such a one.
if (made.did !== "complete") {
  const { initText } = await import("../packages/surestart/src/cli/init-project.ts");
  process.stderr.write(`✓ ${initText({ ...made, file: `backend/${made.file}` })}\n`);
}

// In this process: one less between the terminal and the backend, for signals to pass.
process.argv.splice(
  1,
  Number.POSITIVE_INFINITY,
  fileURLToPath(surestart),
  "run",
  "--cwd",
  backend,
  ...options,
);
process.argv.push("--", "node", "src/main.ts");
await import(surestart.href);
