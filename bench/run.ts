/** Every benchmark, one after the other: `npm run bench`, or `npm run bench -- start env` for some of them. What begins with -- is theirs. */
import { spawnSync } from "node:child_process";
import path from "node:path";

const all = ["start", "screen", "env", "ports", "doctor", "monorepo", "health", "backend", "python-parser"];
const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith("--"));
const options = words.filter((word) => word.startsWith("--"));
for (const name of wanted.length > 0 ? wanted : all) {
  if (!all.includes(name)) {
    console.error(`Unknown benchmark ${name}; the benchmarks are ${all.join(", ")}.`);
    process.exitCode = 2;
    break;
  }
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, `${name}.ts`), ...options], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
