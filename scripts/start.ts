// `npm start`: makes backend/.env where it is missing, and runs the backend. What stands behind `npm start --` is for
// `surestart run`: npm start -- --port 9000
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const surestart = new URL("../packages/surestart/bin/surestart.cjs", import.meta.url);
const backend = fileURLToPath(new URL("../backend", import.meta.url));
const options = process.argv.slice(2);

const init = spawnSync(process.execPath, [fileURLToPath(surestart), "init", backend], { stdio: "inherit" });
if (init.status !== 0) process.exit(init.status ?? 1);

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
