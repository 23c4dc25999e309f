import { existsSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { cleanUp, project, ran, surestart } from "../cli/run-surestart.ts";

afterAll(cleanUp);

const node = process.execPath;
const moments = 16;
const atOnce = 4;
const deadline = 20_000;
const witnesses = `/tmp/surestart-${userInfo().uid}/ports/witness`;

/** Starts a process of its own, reads a name from data, and fails a moment later. */
const files = {
  "name.json": '"HARBOUR_KEY"',
  "server.js": `require("node:child_process").spawn("sleep", ["30"], { stdio: "ignore" });
console.log(process.env.SURESTART_WITNESS ? "looking" : "starting");
const key = process.env[require("./name.json")];
setTimeout(() => { if (!key) throw new Error("no such harbour"); }, 250);
`,
};

test.skipIf(!existsSync("/proc/self/cwd"))(
  "nothing is left of a second look when surestart is killed at any moment of it (needs /proc)",
  { timeout: 240_000 },
  async () => {
    const killed: number[] = [];
    const inside: boolean[] = [];
    const one = async (moment: number): Promise<void> => {
      const dir = realpathSync(project(files));
      const run = surestart(["run", node, "server.js"], { dir });
      await run.says("starting it once more");
      // Spread over all that follows: the folder is laid out, the program boots, fails, is ended, and is told of.
      await sleep((moment / moments) ** 2 * 3000);
      run.child.kill("SIGKILL");
      await run.end;
      killed.push(run.child.pid!);
      inside.push(run.stdout().includes("looking"));
      for (const since = Date.now(); processesIn(dir).length > 0; await sleep(50))
        if (Date.now() - since > deadline)
          expect(processesIn(dir), `killed after ${moment} of ${moments}`).toEqual([]);
    };
    const all = Array.from({ length: moments }, (_, moment) => moment);
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let next = all.shift(); next !== undefined; next = all.shift()) await one(next);
      }),
    );
    // The moments are of both sides of the program's start.
    expect(new Set(inside)).toEqual(new Set([true, false]));
    await ran(["run", "--no-second-look", node, "server.js"], { dir: project(files) });
    const left = existsSync(witnesses) ? readdirSync(witnesses) : [];
    expect(left.filter((name) => killed.includes(Number.parseInt(name, 10)))).toEqual([]);
  },
);

/** All that runs in a folder: the program, what it started, and whoever looks after it. */
function processesIn(dir: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(join("/proc", pid, "cwd")) === dir;
    } catch {
      return false;
    }
  });
}
