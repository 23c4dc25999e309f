import { execFile } from "node:child_process";
import { system32 } from "../ports/system32.ts";
import { type Family, familyFrom, refresh } from "./family-windows.ts";
import type { Program } from "./spawn.ts";
import { within } from "./within.ts";

export interface TreeStop {
  /** The console has told the program to end (Ctrl-C): it gets the grace. Windows has no other polite word. */
  asked: boolean;
  /** Milliseconds. */
  grace: number;
  force: AbortSignal | undefined;
}

// A PowerShell that takes longer than this does not keep a program alive.
const tableTime = 3000;
const taskkillTime = 5000;
const rounds = 4;

/**
 * Ends everything that a program became on Windows: a grace where it was told to end, then its tree while the first process
 * is still there to lead to the others, then one by one what the tree did not have. No wait is without end.
 * @returns whether force was needed.
 */
export async function stopTree(program: Program, options: TreeStop): Promise<{ killed: boolean }> {
  const root = program.pid as number;
  const family = familyFrom(root);
  if (options.asked && (await goneInTime(program, family, options))) return { killed: false };
  let killed = false;
  for (let round = 0; round < rounds; round++) {
    if (program.ending === null) {
      killed = true;
      program.endsBy(options.asked ? "SIGKILL" : "SIGTERM");
      await endTree(program, family);
    }
    if (!(await refresh(family, tableTime))) break;
    if (family.living.length === 0) break;
    killed = true;
    for (const { pid } of family.living) terminate(pid);
  }
  if (program.ending === null) {
    program.terminate();
    await within(program.ended, 1000);
  }
  return { killed };
}

/** Only command interpreters are left: they wait for nobody, or ask "Terminate batch job (Y/N)?" where nobody answers. */
function onlyShells({ living }: Family): boolean {
  return living.every(({ name }) => /^cmd(\.exe)?$/i.test(name));
}

async function goneInTime(program: Program, family: Family, { grace, force }: TreeStop): Promise<boolean> {
  const until = performance.now() + grace;
  for (let pause = 50; !force?.aborted && performance.now() < until; pause = 200) {
    await within(program.ended, pause);
    const seen = await refresh(family, Math.max(100, Math.min(tableTime, until - performance.now())));
    if (seen ? family.living.length === 0 && program.ending !== null : program.ending !== null) return true;
    if (seen && onlyShells(family)) {
      program.endsBy("SIGINT");
      return false;
    }
    if (program.ending !== null) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return false;
}

/** By the system's own tool, which finds the tree by itself; what it may not or does not end is left to the rest. */
async function endTree(program: Program, family: Family): Promise<void> {
  // Known members that the tree does not have: their parent is gone.
  await refresh(family, tableTime);
  await new Promise<void>((resolve) => {
    const args = ["/pid", String(program.pid), "/t", "/f"];
    execFile(system32("taskkill.exe"), args, { timeout: taskkillTime, windowsHide: true }, () => resolve());
  });
  await within(program.ended, 500);
}

/** The table has just named it as ours. */
function terminate(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended, or is not ours to end: the next table says which.
  }
}
