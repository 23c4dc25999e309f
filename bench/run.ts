/** Every benchmark, one after the other: `npm run bench`, or `npm run bench -- start env` for some of them. */
import { spawnSync } from "node:child_process";
import path from "node:path";

const all = ["start", "env", "ports", "doctor", "health", "backend", "python-parser"];
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : all) {
  if (!all.includes(name)) {
    console.error(`There is no benchmark ${name}: ${all.join(", ")}.`);
    process.exitCode = 2;
    break;
  }
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, `${name}.ts`)], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
