import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connectionsOf, listenersOf, processesOf } from "../../src/ports/members.ts";
import { system } from "../../src/ports/system.ts";
import { watchListeners } from "../../src/ports/watch-listeners.ts";
import { endAll, endPids, listen, serve, start } from "./_programs.ts";

afterEach(endAll);

test.skipIf(process.platform === "win32")(
  "where a process group listens, its children included and others not (needs a POSIX shell)",
  async () => {
    const stranger = await serve("127.0.0.1");
    const shell = start(["sh", "-c", `"${process.execPath}" listen.mjs & wait`], { detached: true });
    const { pid, port } = JSON.parse((await shell.line()) as string) as { pid: number; port: number };
    const listening = [{ address: "127.0.0.1", port, pid }];
    try {
      expect(await listenersOf({ group: shell.pid })).toEqual(listening);
      expect(await listenersOf({ session: shell.pid })).toEqual(listening);
      expect(await listenersOf({ pids: [pid] })).toEqual(listening);
      expect((await processesOf({ group: shell.pid })).map((p) => p.pid).sort()).toEqual(
        [shell.pid, pid].sort(),
      );
      expect((await listenersOf({ pids: [process.pid] })).map((l) => l.port)).toContain(stranger);
    } finally {
      endPids([pid]);
    }
  },
);

test("a watch sees soon that a socket listens, and soon that it is gone", async () => {
  const program = start([process.execPath, "listen.mjs", "late"], { detached: true });
  const watch = await watchListeners({ group: program.pid });
  expect(await watch.look()).toEqual([]);
  program.child.stdin?.write("go\n");
  const { port } = JSON.parse((await program.line()) as string) as { port: number };
  // At once, but where another process has opened or closed one in the same moment: their number says nothing then, and it takes the 100 ms.
  await expect.poll(() => watch.look()).toEqual([{ address: "127.0.0.1", port, pid: program.pid }]);
  program.child.kill("SIGKILL");
  await once(program.child, "exit");
  await expect.poll(() => watch.look()).toEqual([]);
});

test("looking again costs less than two milliseconds", async () => {
  const program = await listen([], { detached: true });
  const watch = await watchListeners({ group: program.pid });
  await watch.look();
  const looks: number[] = [];
  for (let n = 0; n < 40; n++) {
    const begin = performance.now();
    await watch.look();
    looks.push(performance.now() - begin);
  }
  // The fastest: the machine may be busy with other tests.
  expect(Math.min(...looks)).toBeLessThan(2);
});

test("connections, with their state and their other end", async () => {
  const port = await serve("127.0.0.1");
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  try {
    expect(await connectionsOf({ pids: [process.pid] })).toContainEqual({
      address: "127.0.0.1",
      port,
      state: "ESTABLISHED",
      pid: process.pid,
    });
  } finally {
    socket.destroy();
  }
});

test("a process is itself by its pid and start time", async () => {
  const program = await listen();
  const os = await system();
  const startTime = await os.startTime(program.pid);
  expect(startTime).toEqual(expect.any(Number));
  expect(await os.startTime(program.pid)).toBe(startTime);
  program.child.kill("SIGKILL");
  await once(program.child, "exit");
  expect(await os.startTime(program.pid)).toBeNull();
});
