import { once } from "node:events";
import { realpathSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import type { Holder } from "../../src/facts.ts";
import { claimPort } from "../../src/ports/claim.ts";
import { whoHolds } from "../../src/ports/holders.ts";
import { linux } from "../../src/ports/linux.ts";
import { processesOf } from "../../src/ports/members.ts";
import { takePort } from "../../src/ports/take.ts";
import { endAll, endPids, fixtures, listen, start } from "./_programs.ts";

let left: number[] = [];
afterEach(async () => {
  endPids(left);
  left = [];
  await endAll();
});

const alone = { detached: true } as const;
const holderOf = async (port: number): Promise<Holder> => {
  const [holder] = await whoHolds(port);
  if (!holder) throw new Error(`nobody listens on ${port}`);
  left.push(holder.pid as number);
  return holder;
};
/** Sends for real, and remembers to whom. */
const recording =
  (pids: number[]) =>
  (pid: number, signal: "SIGTERM" | "SIGKILL"): void => {
    pids.push(pid);
    process.kill(pid, signal);
  };
const isGone = async (pid: number): Promise<boolean> => (await processesOf({ pids: [pid] })).length === 0;

describe("a holder is ended", () => {
  test("by SIGTERM, and the port is free when we come back", async () => {
    const victim = await listen([], alone);
    const taken = await takePort(await holderOf(victim.port), { consent: true });
    expect(taken).toMatchObject({
      freed: true,
      outcome: "ended",
      signals: ["SIGTERM"],
      ended: [victim.pid],
      holders: [],
    });
    expect(await isGone(victim.pid)).toBe(true);
  });

  test("by SIGKILL when it ignores SIGTERM", async () => {
    const victim = await listen(["ignore-term"], alone);
    const taken = await takePort(await holderOf(victim.port), { consent: true, grace: 100 });
    expect(taken).toMatchObject({ freed: true, outcome: "ended", signals: ["SIGTERM", "SIGKILL"] });
    expect(taken.ms).toBeGreaterThanOrEqual(100);
  });

  test.each([
    ["of its own group", alone],
    ["in a group that is ours", {}],
  ])("with its children, %s", async (_name, options) => {
    const victim = await listen(["fork"], options);
    left.push(...victim.children);
    const taken = await takePort(await holderOf(victim.port), { consent: true });
    expect(taken.freed).toBe(true);
    expect(taken.ended.toSorted()).toEqual([victim.pid, ...victim.children].toSorted());
    for (const pid of victim.children) expect(await isGone(pid)).toBe(true);
  });

  test("with those who share its socket", async () => {
    const victim = await listen(["share"], alone);
    left.push(...victim.children);
    const holder = await holderOf(victim.port);
    expect(holder.pid).toBe(victim.pid);
    expect(await takePort(holder, { consent: true })).toMatchObject({ freed: true, holders: [] });
  });

  test("without consent when it is an earlier run of the same project", async () => {
    const victim = await listen([], alone);
    expect(await takePort({ ...(await holderOf(victim.port)), ownRun: true })).toMatchObject({ freed: true });
  });
});

describe("whom a signal reaches", () => {
  const sent = async (holder: Holder): Promise<number[]> => {
    const pids: number[] = [];
    await takePort(holder, { consent: true, kill: recording(pids) });
    return pids;
  };

  test("the group, when the program leads it", async () => {
    const victim = await listen(["fork"], alone);
    left.push(...victim.children);
    expect(await sent(await holderOf(victim.port))).toEqual([-victim.pid]);
  });

  test("the group, when a wrapper leads it that started nothing else", async () => {
    const code = `require("child_process").spawn(process.execPath, ["listen.mjs"], { stdio: "inherit" }); setInterval(() => {}, 1e6)`;
    const wrapper = start([process.execPath, "-e", code], alone);
    const { port } = JSON.parse((await wrapper.line()) as string) as { port: number };
    expect(await sent(await holderOf(port))).toEqual([-wrapper.pid]);
    expect(await isGone(wrapper.pid)).toBe(true);
  });

  test.skipIf(process.platform === "win32")(
    "only the program, when a shell leads the group (needs a POSIX shell)",
    async () => {
      const shell = start(["sh", "-c", `"${process.execPath}" listen.mjs; echo next; read x`], alone);
      const { port, pid } = JSON.parse((await shell.line()) as string) as { port: number; pid: number };
      expect(await sent(await holderOf(port))).toEqual([pid]);
      expect(await shell.line()).toBe("next");
    },
  );

  test("only the program, when the wrapper that leads the group started a sibling too", async () => {
    const code = `
      const { spawn } = require("child_process");
      spawn(process.execPath, ["listen.mjs"], { stdio: "inherit" });
      spawn(process.execPath, ["listen.mjs", "sibling"], { stdio: "inherit" });
      setInterval(() => {}, 1e6)`;
    const wrapper = start([process.execPath, "-e", code], alone);
    const [one, other] = [await wrapper.line(), await wrapper.line()].map(
      (line) => JSON.parse(line as string) as { port: number; pid: number },
    ) as [{ port: number; pid: number }, { port: number; pid: number }];
    left.push(other.pid);
    expect(await sent(await holderOf(one.port))).toEqual([one.pid]);
    expect(await isGone(other.pid)).toBe(false);
    expect(await isGone(wrapper.pid)).toBe(false);
  });

  test("never our own group", async () => {
    const victim = await listen();
    expect(await sent(await holderOf(victim.port))).toEqual([victim.pid]);
  });
});

describe("nothing is sent", () => {
  const never = (): never => {
    throw new Error("a signal was sent");
  };

  test("when the pid was given to another program between look and signal", async () => {
    const victim = await listen([], alone);
    const holder = await holderOf(victim.port);
    const later = { ...linux, startTime: async () => (holder.startTime as number) + 7 };
    expect(await takePort(holder, { consent: true, kill: never }, later)).toMatchObject({
      freed: false,
      outcome: "changed",
      signals: [],
    });
  });

  test("to a child whose pid was given to another program after the tree was read", async () => {
    const victim = await listen(["fork"]);
    left.push(...victim.children);
    const holder = await holderOf(victim.port);
    const [stolen] = victim.children as [number, number];
    const reused = {
      ...linux,
      startTime: async (pid: number) => (pid === stolen ? 1 : linux.startTime(pid)),
    };
    const pids: number[] = [];
    await takePort(holder, { consent: true, grace: 50, kill: recording(pids) }, reused);
    expect(pids).toContain(victim.pid);
    expect(pids).not.toContain(stolen);
  });

  test("when it no longer has the port", async () => {
    const victim = await listen([], alone);
    const other = await listen([], alone);
    const holder = { ...(await holderOf(victim.port)), port: other.port };
    expect(await takePort(holder, { consent: true, kill: never })).toMatchObject({
      freed: false,
      outcome: "changed",
    });
  });

  test("when it has ended by itself: the port is free", async () => {
    const victim = await listen([], alone);
    const holder = await holderOf(victim.port);
    victim.child.kill("SIGKILL");
    await once(victim.child, "exit");
    expect(await takePort(holder, { consent: true, kill: never })).toMatchObject({
      freed: true,
      outcome: "gone",
    });
  });

  test.each([
    ["without consent, to a stranger", {}, /only with your consent/],
    ["to what must not be stopped", { system: "the ssh server" }, /the ssh server/],
    ["to a hidden process", { pid: null, user: "root" }, /belongs to root/],
    ["to pid 1", { pid: 1 }, /first process/],
    ["to ourselves", { pid: process.pid }, /this process itself/],
    ["to who started us", { pid: process.ppid }, /started surestart/],
  ])("%s", async (name, change, why) => {
    const victim = await listen([], alone);
    const holder = { ...(await holderOf(victim.port)), ...change };
    const consent = !name.startsWith("without");
    const taken = await takePort(holder, { consent, kill: never });
    expect(taken).toMatchObject({
      freed: false,
      outcome: "refused",
      signals: [],
      why: expect.stringMatching(why),
    });
    expect(await isGone(victim.pid)).toBe(false);
  });

  test.runIf(process.getuid?.() === 0)("by another user than the owner", async () => {
    const victim = await listen([], alone);
    const holder = await holderOf(victim.port);
    const code = `
      import { takePort } from ${JSON.stringify(new URL("../../src/ports/take.ts", import.meta.url).href)};
      process.setgid(65534); process.setuid(65534);
      console.log(JSON.stringify(await takePort(${JSON.stringify(holder)}, { consent: true })));`;
    const other = start([process.execPath, "--input-type=module", "-e", code]);
    expect(JSON.parse((await other.line()) as string)).toMatchObject({
      outcome: "refused",
      why: expect.stringMatching(/root/),
    });
    expect(await isGone(victim.pid)).toBe(false);
  });
});

test("a supervisor that starts it again is named", async () => {
  const code = `
    const { spawn } = require("child_process");
    const again = (port) => {
      const child = spawn(process.execPath, ["listen.mjs"], { env: { ...process.env, PORT: port }, stdio: ["ignore", "pipe", "inherit"] });
      child.stdout.once("data", (line) => { console.log(String(line).trim()); child.on("exit", () => again(JSON.parse(line).port)); });
    };
    again(0);
    spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "ignore" });`;
  const supervisor = start([process.execPath, "-e", code], { ...alone, cwd: realpathSync(fixtures) });
  const { port } = JSON.parse((await supervisor.line()) as string) as { port: number };
  // The new one listens before the old one counts as gone.
  const slow = {
    ...linux,
    processes: async () => {
      const table = await linux.processes();
      if (slow.ended && !slow.again) {
        slow.again = true;
        await supervisor.line();
      }
      return table;
    },
    ended: false,
    again: false,
  };
  const holder = await holderOf(port);
  const members = await processesOf({ group: supervisor.pid });
  left.push(...members.map((p) => p.pid));
  const taken = await takePort(
    holder,
    {
      consent: true,
      kill: (pid, signal) => {
        process.kill(pid, signal);
        slow.ended = true;
      },
    },
    slow,
  );
  left.push(...taken.holders.map((h) => h.pid as number));
  expect(taken).toMatchObject({
    freed: false,
    outcome: "again",
    why: expect.stringContaining(`(pid ${supervisor.pid})`),
  });
});

test("a socket that somebody else has too is not called free", async () => {
  const victim = await listen(["share"]);
  left.push(...victim.children);
  const holder = await holderOf(victim.port);
  // The child is hidden from the tree: as if it had been handed the socket by another program.
  const elsewhere = {
    ...linux,
    processes: async () =>
      (await linux.processes()).map((p) => (victim.children.includes(p.pid) ? { ...p, parent: 1 } : p)),
  };
  const taken = await takePort(holder, { consent: true, grace: 100 }, elsewhere);
  expect(taken).toMatchObject({ freed: false, outcome: "shared", holders: [{ pid: victim.children[0] }] });
});

test.runIf(process.platform === "linux")(
  "another server that shares the port is not taken for a new one",
  async () => {
    const code = `
    const { createServer } = require("http");
    createServer().listen({ port: Number(process.argv[1]), host: "127.0.0.1", reusePort: true }, function () {
      console.log(this.address().port);
    });`;
    const first = start([process.execPath, "-e", code, "0"], alone);
    const port = Number(await first.line());
    const second = start([process.execPath, "-e", code, String(port)], alone);
    await second.line();
    const holder = (await whoHolds(port)).find((h) => h.pid === first.pid) as Holder;
    expect(await takePort(holder, { consent: true })).toMatchObject({
      freed: false,
      outcome: "shared",
      why: expect.stringContaining(`pid ${second.pid}`),
      holders: [{ pid: second.pid }],
    });
  },
);

test("a run that ends behind its program is waited for, until its claim is given back", async () => {
  const source = new URL("../../src/ports/claim.ts", import.meta.url).href;
  // As a run does: claims, starts its program, ends a moment after it.
  const code = `
    import { claimPort } from ${JSON.stringify(source)};
    import { spawn } from "node:child_process";
    const claim = await claimPort({ wanted: 0 });
    const env = { ...process.env, PORT: String(claim.port) };
    const child = spawn(process.execPath, ["listen.mjs"], { env, stdio: ["ignore", "inherit", "inherit"], detached: true });
    child.on("exit", () => setTimeout(() => process.exit(), 150));`;
  const run = start([process.execPath, "--input-type=module", "-e", code]);
  const { port, pid } = JSON.parse((await run.line()) as string) as { port: number; pid: number };
  const taken = await takePort(await holderOf(port), { consent: true });
  expect(taken).toMatchObject({ freed: true, outcome: "ended", ended: [pid] });
  using claim = await claimPort({ wanted: port, strategy: "fail" });
  expect(claim.port).toBe(port);
});
