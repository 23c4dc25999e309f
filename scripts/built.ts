import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";

const home = path.resolve(import.meta.dirname, "../packages/surestart");
const folder = path.join(home, "dist", "clone");
/** A run of an older build may still load a part of it. */
const kept = 3;

/**
 * The command of this clone as it is published, for `npm start`: it starts in a fraction of the time that its sources take. It
 * is built when there is no build of these sources, which is said. null where that is not possible: then the sources run.
 */
export async function builtCommand(say: (line: string) => void): Promise<string | null> {
  const target = path.join(folder, stamp());
  const bin = path.join(target, "bin", "surestart.cjs");
  if (existsSync(bin)) return bin;
  say(
    `building surestart${existsSync(folder) ? ", since its sources have changed" : " for the first start here"}`,
  );
  try {
    await build(target);
    tidy();
    return bin;
  } catch (error) {
    say(
      `it could not be built, so its sources run: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
    );
    return null;
  }
}

/** Names, sizes and times of all that a build is made of, in short. */
function stamp(): string {
  const src = path.join(home, "src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).sort();
  const all = [
    ...files.map((file) => path.join("src", file)),
    "rolldown.config.ts",
    "package.json",
    "bin/surestart.cjs",
  ];
  const hash = createHash("sha256");
  for (const file of all) {
    const { size, mtimeMs } = statSync(path.join(home, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Whole or not at all: two that build at once write the same. */
async function build(target: string): Promise<void> {
  const { layOutCommand } = await import("../packages/surestart/scripts/pack.ts");
  const beside = `${target}.${process.pid}`;
  try {
    mkdirSync(beside, { recursive: true });
    await layOutCommand(beside);
    if (!existsSync(target)) renameSync(beside, target);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function tidy(): void {
  const builds = readdirSync(folder).map((name) => path.join(folder, name));
  const age = (one: string): number => statSync(one, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  for (const one of builds.sort((a, b) => age(b) - age(a)).slice(kept))
    rmSync(one, { recursive: true, force: true });
}
