import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { lockProject } from "../src/fix/lock.ts";

/** A run of an older build may still load a part of it. */
const kept = 3;

/**
 * Builds the command into a folder, unless it is there. Of many processes that start at once, one builds and the others wait.
 * @returns whether it is there now; if not, the reason was said
 */
export async function buildClone(target: string, say: (line: string) => void): Promise<boolean> {
  const folder = path.dirname(target);
  const first = !existsSync(folder);
  const release = lockProject(path.resolve(import.meta.dirname, ".."));
  try {
    if (existsSync(target)) return true;
    say(`building surestart${first ? " for the first start here" : ", since its sources have changed"}`);
    await build(target);
    tidy(folder);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : error;
    say(`it could not be built, so its sources run: ${reason}`);
    return false;
  } finally {
    release();
  }
}

/** Whole or not at all. */
async function build(target: string): Promise<void> {
  const { layOutCode } = await import("./pack.ts");
  const beside = `${target}.${process.pid}`;
  try {
    mkdirSync(beside, { recursive: true });
    await layOutCode(beside);
    renameSync(beside, target);
  } catch (error) {
    // The lock is in the state folder: who has another one may have been faster.
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function tidy(folder: string): void {
  const age = (one: string): number => statSync(one, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const builds = readdirSync(folder).map((name) => path.join(folder, name));
  for (const one of builds.sort((a, b) => age(b) - age(a)).slice(kept))
    rmSync(one, { recursive: true, force: true });
}
