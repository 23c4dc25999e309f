import { expect, test } from "vitest";
import { familyFrom, newFamily } from "../../src/launch/family-windows.ts";
import { windowsLook } from "../../src/launch/look-windows.ts";
import type { ProcessDetails, Socket } from "../../src/ports/system.ts";

let last = 4_000_000;
const row = (pid: number, parent: number): ProcessDetails => ({
  pid,
  parent,
  group: null,
  session: null,
  startTime: Date.now(),
  zombie: false,
  name: "node.exe",
  argv: ["node.exe"],
  cwd: null,
  uid: null,
  user: null,
  since: 0,
  unit: null,
});
const listener = (pid: number, port: number): Socket => ({
  address: "127.0.0.1",
  port,
  family: 4,
  state: "LISTEN",
  remote: null,
  uid: null,
  id: null,
  pids: [pid],
});

/** A Windows whose sockets and processes are what a test says, and a look at it. */
async function machine(before: { table: readonly number[] | null }) {
  const root = last++;
  newFamily(root, Date.now());
  const first = row(root, process.pid);
  const now = {
    sockets: [] as Socket[],
    table: before.table && [first, ...before.table.map((pid) => row(pid, 1))],
    tables: 0,
    looks: 0,
  };
  const look = await windowsLook(root, 8000, {
    allSockets: async () => {
      now.looks++;
      return now.sockets;
    },
    answers: async () => now.table !== null,
    table: async () => {
      now.tables++;
      return now.table;
    },
  });
  const ports = async (): Promise<number[]> => (await look.listening()).map(({ port }) => port);
  /** What is seen after as many more looks. */
  const after = async (more: number): Promise<number[]> => {
    for (const until = now.looks + more; now.looks < until; await look.listening())
      await new Promise((resolve) => setTimeout(resolve, 5));
    return ports();
  };
  return { root, first, now, after, ports };
}

test("a server whose number another process had when the table was made is asked about again", async () => {
  const { root, first, now, after, ports } = await machine({ table: [99, 30] });
  await after(1);
  // A stranger listens, so a table is made.
  now.sockets = [listener(99, 5000)];
  expect(await after(3)).toEqual([]);
  expect([now.tables, familyFrom(root).has(30)]).toEqual([1, false]);
  now.table = [first, row(30, root)];
  now.sockets = [listener(99, 5000), listener(30, 8000)];
  await expect.poll(ports, { timeout: 5000 }).toEqual([8000]);
  expect(now.tables).toBe(2);
});

test("a stranger on the port is asked about once, and stays one", async () => {
  const { now, after } = await machine({ table: [99] });
  await after(1);
  now.sockets = [listener(99, 8000)];
  expect(await after(5)).toEqual([]);
  expect(now.tables).toBe(1);
});

test("where there is no table, a new listener on the port that was given counts", async () => {
  const { now, after, ports } = await machine({ table: null });
  await after(1);
  now.sockets = [listener(30, 8000), listener(31, 8001)];
  await expect.poll(ports, { timeout: 5000 }).toEqual([8000]);
});
