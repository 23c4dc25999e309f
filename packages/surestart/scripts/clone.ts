/** The command in a clone: it runs as it is published, which starts in half the time that its sources take. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const home = path.resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const target = path.join(home, "dist", "clone", stamp());
const command = path.join(target, "bin", "surestart.cjs");

if (existsSync(command)) require(command);
else void buildAndRun();

/** Where it cannot be built, the sources run. */
async function buildAndRun(): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`surestart: ${line}\n`);
  const { buildClone } = await import("./build-clone.ts");
  if (await buildClone(target, say)) require(command);
  else await import("../src/cli/main.ts");
}

/** Names, sizes and times of all that a build is made of, in short. */
function stamp(): string {
  const sources = readdirSync(path.join(home, "src"), { recursive: true, encoding: "utf8" }).sort();
  const hash = createHash("sha256");
  for (const file of [
    ...sources.map((name) => path.join("src", name)),
    "rolldown.config.ts",
    "package.json",
    path.join("bin", "load.cjs"),
    path.join("scripts", "pack.ts"),
  ]) {
    const { size, mtimeMs } = statSync(path.join(home, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
