import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { groupMembers } from "../../src/launch/group.ts";
import { needs } from "../needs.ts";
import { endAll, supervise } from "./supervise.ts";

afterEach(endAll);

const node = process.execPath;
const deaf = "for (const s of ['SIGINT','SIGTERM','SIGHUP']) process.on(s, () => console.log('got ' + s));";
const stay = "setInterval(() => {}, 1e6);";
const ready = "console.log('ready');";

const empty = async (group: number | null): Promise<boolean> => {
  for (let i = 0; i < 200; i++) {
    if ((await groupMembers(group!)).length === 0) return true;
    await sleep(20);
  }
  return false;
};

describe.skipIf(process.platform === "win32")("signals and the end (needs POSIX signals)", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s reaches the whole group, and nothing is left",
    async (signal) => {
      const child = `require('node:child_process').spawn('sleep', ['1000'], { stdio: 'ignore' });`;
      const run = await supervise([node, "-e", child + ready + stay]);
      await run.says("ready");
      expect(await groupMembers(run.pid!)).toHaveLength(2);
      run.child.kill(signal);
      const { ending, killed, asked } = await run.end;
      expect({ ending, killed, asked }).toEqual({
        ending: { code: null, signal, spawnError: null },
        killed: false,
        asked: signal,
      });
      expect(await groupMembers(run.pid!)).toEqual([]);
    },
  );

  test("the same signal again at once is one; the program is asked once and may take its time", async () => {
    const polite =
      "process.on('SIGINT', () => { console.log('got it'); setTimeout(() => process.exit(7), 700) });";
    const run = await supervise([node, "-e", polite + ready + stay]);
    await run.says("ready");
    run.child.kill("SIGINT");
    await run.says("got it");
    run.child.kill("SIGINT");
    expect((await run.end).ending.code).toBe(7);
    expect(
      run
        .stdout()
        .toString()
        .match(/got it/g),
    ).toHaveLength(1);
  });

  test("a later one forces", async () => {
    const run = await supervise([node, "-e", deaf + ready + stay]);
    await run.says("ready");
    run.child.kill("SIGINT");
    await run.says("got SIGINT");
    await sleep(600);
    run.child.kill("SIGINT");
    expect((await run.end).ending.signal).toBe("SIGKILL");
  });

  test("what outlives the first process is ended with it, by KILL where it must be", async () => {
    const left = `trap '' TERM; echo ready; while :; do sleep 0.2; done`;
    const run = await supervise(["bash", "-c", `bash -c "${left}" & sleep 0.4; exit 3`], {
      env: { GRACE: "600" },
    });
    const { ending, killed } = await run.end;
    expect({ code: ending.code, killed }).toEqual({ code: 3, killed: true });
    expect(await groupMembers(run.pid!)).toEqual([]);
  });

  test("groups that were made within the session end, too", async ({ skip }) => {
    needs(skip, "python3");
    const own = "import os, time; os.setpgid(0, 0); print('ready', flush=True); time.sleep(1000)";
    const run = await supervise(["bash", "-c", `python3 -c "${own}" & read -t 1 < <(sleep 2); exit 0`]);
    await run.says("ready");
    expect((await run.end).killed).toBe(false);
    expect(await groupMembers(run.pid!)).toEqual([]);
  });

  test("a group within the session that is deaf is ended by KILL, although the first group is gone", async ({
    skip,
  }) => {
    needs(skip, "python3");
    const own =
      "import os, signal, time; os.setpgid(0, 0); signal.signal(15, signal.SIG_IGN); print('ready', flush=True); time.sleep(1000)";
    const run = await supervise(["bash", "-c", `python3 -c "${own}" & read -t 1 < <(sleep 2); exit 0`], {
      env: { GRACE: "300" },
    });
    await run.says("ready");
    expect((await run.end).killed).toBe(true);
    expect(await groupMembers(run.pid!)).toEqual([]);
  });

  test("stop and continue are passed on", async () => {
    const ticks = "let n = 0; setInterval(() => console.log('tick ' + n++), 20);";
    const run = await supervise([node, "-e", ticks + ready]);
    await run.says("tick 1");
    const state = async (pid: number): Promise<string> => {
      const { readFile } = await import("node:fs/promises");
      return (await readFile(`/proc/${pid}/stat`, "latin1")).split(") ")[1]![0]!;
    };
    const reaches = async (wanted: RegExp): Promise<void> => {
      for (const pid of [run.child.pid!, run.pid!])
        await expect.poll(() => state(pid), { timeout: 5000 }).toMatch(wanted);
    };
    run.child.kill("SIGTSTP");
    await reaches(/T/);
    run.child.kill("SIGCONT");
    await reaches(/[SR]/);
    run.child.kill("SIGTERM");
    expect((await run.end).ending.signal).toBe("SIGTERM");
  });

  test("when we are killed, the group still ends: TERM, then KILL", async () => {
    const run = await supervise([node, "-e", deaf + ready + stay], { env: { GRACE: "500" } });
    await run.says("ready");
    run.child.kill("SIGKILL");
    expect(await empty(run.pid)).toBe(true);
  });

  test.skipIf(process.platform !== "linux")(
    "when we are killed before the watchdog knows the program, the program still ends (needs /proc)",
    async () => {
      const run = await supervise([node, "-e", stay], { env: { UNTOLD: "yes" } });
      expect(run.pid).toBeGreaterThan(0);
      expect(await empty(run.pid)).toBe(true);
    },
  );

  test("when we are killed, children that outlive the first process end as well", async () => {
    const run = await supervise(["bash", "-c", "(trap '' TERM; echo ready; sleep 1000; sleep 1000) & wait"], {
      env: { GRACE: "500" },
    });
    await run.says("ready");
    process.kill(run.pid!, "SIGSTOP");
    run.child.kill("SIGKILL");
    expect(await empty(run.pid)).toBe(true);
  });

  test.each(["node", "shell"])("started by npm, it ends when npm is killed (%s between)", async (between) => {
    const shell = ["bash", "-c", '"$@"; exit $?', "bash"];
    // It stands for npm: it starts us, lives until it is killed, and passes nothing on.
    const npm = [node, fileURLToPath(new URL("../fixtures/launch/npm.mjs", import.meta.url))];
    const run = await supervise([node, "-e", ready + stay], {
      through: [...npm, ...(between === "shell" ? shell : [])],
      env: { npm_lifecycle_event: "start" },
    });
    await run.says("ready");
    process.kill(run.child.pid!, "SIGKILL");
    expect(await empty(run.pid)).toBe(true);
  });
});
