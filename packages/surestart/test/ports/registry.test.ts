import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type ClaimOwner,
  isTicket,
  openRegistry,
  type Registry,
  registryFolder,
  type Ticket,
} from "../../src/ports/registry.ts";

let folder: string;
let alive: Set<number>;
let registry: Registry;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "surestart-registry-"));
  alive = new Set([1, 2, 3]);
  registry = openRegistry(folder, async (owner) => alive.has(owner.pid));
});
afterEach(() => rmSync(folder, { recursive: true }));

const owner = (pid: number): ClaimOwner => ({ pid, startTime: pid * 100, dir: `/p${pid}` });
const taken = async (port: number, pid: number): Promise<Ticket> => {
  const answer = await registry.take(port, owner(pid));
  if (!isTicket(answer)) throw new Error(`taken by ${answer.pid}`);
  return answer;
};

test("who comes second is told who was first", async () => {
  await taken(8000, 1);
  expect(await registry.take(8000, owner(2))).toEqual(owner(1));
  expect(await registry.ownerOf(8000)).toEqual(owner(1));
  expect(await registry.ownerOf(8001)).toBeNull();
});

test("what is given back can be taken, as often as one likes", async () => {
  for (let n = 0; n < 20; n++) (await taken(8000, (n % 3) + 1)).giveBack();
  expect(await registry.ownerOf(8000)).toBeNull();
  // One file remains: it bears the number that must not come back.
  expect(readdirSync(folder)).toEqual(["8000.19"]);
});

test("giving back twice does not take it from the next one", async () => {
  const first = await taken(8000, 1);
  first.giveBack();
  await taken(8000, 2);
  first.giveBack();
  expect(await registry.ownerOf(8000)).toEqual(owner(2));
});

test("what a crashed process had is free", async () => {
  await taken(8000, 1);
  alive.delete(1);
  expect(await registry.ownerOf(8000)).toBeNull();
  await taken(8000, 2);
  expect(await registry.list()).toEqual([{ port: 8000, owner: owner(2) }]);
});

test("a claim that is just being written counts; one whose writer crashed over it does not", async () => {
  writeFileSync(join(folder, "8000.0"), "");
  expect(isTicket(await registry.take(8000, owner(1)))).toBe(false);
  const past = new Date(Date.now() - 60_000);
  utimesSync(join(folder, "8000.0"), past, past);
  await taken(8000, 1);
});

test("of many who take at once exactly one gets it, round after round", async () => {
  for (let round = 0; round < 30; round++) {
    // Of the others' previous round one has crashed or given back: both ways to a stale claim.
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => registry.take(8000, owner((n % 3) + 1))),
    );
    const tickets = answers.filter(isTicket);
    expect(tickets.length).toBeLessThanOrEqual(1);
    if (round % 2 === 0) tickets[0]?.giveBack();
    else {
      alive.clear();
      expect(await registry.ownerOf(8000)).toBeNull();
      alive = new Set([1, 2, 3]);
      tickets[0]?.giveBack();
    }
  }
});

test("who saw an old state does not get past a newer claim", async () => {
  // 8000.4 was stale when the slow one looked; meanwhile another has 8000.6, and cleared 4 and 5 away.
  writeFileSync(join(folder, "8000.4"), JSON.stringify(owner(9)));
  let other: Promise<unknown> = Promise.resolve();
  const slow = openRegistry(folder, async (one) => {
    if (one.pid === 9)
      other = taken(8000, 1).then(async (first) => {
        first.giveBack();
        await taken(8000, 2);
      });
    await other;
    return alive.has(one.pid);
  });
  expect(await slow.take(8000, owner(3))).toEqual(owner(2));
  expect(await registry.list()).toEqual([{ port: 8000, owner: owner(2) }]);
});

test("what has been free for long is cleared away when there is much of it; claims in force stay", async () => {
  const past = new Date(Date.now() - 2 * 3600_000);
  const gone = 0x7fffffff;
  for (let port = 9000; port < 9100; port++) {
    const text = port % 2 ? "-" : JSON.stringify(owner(port === 9000 ? process.pid : gone));
    writeFileSync(join(folder, `${port}.3`), text);
    if (port !== 9099) utimesSync(join(folder, `${port}.3`), past, past);
  }
  (await taken(8000, 1)).giveBack();
  expect(readdirSync(folder).sort()).toEqual(["8000.0", "9000.3", "9099.3"]);
});

describe.runIf(process.platform !== "win32")("the registry's folder", () => {
  test("is made for us alone", () => {
    const base = join(folder, "base");
    expect(registryFolder("-1-2", [base])).toBe(join(base, "ports-1-2"));
    for (const made of [base, join(base, "ports-1-2")]) expect(statSync(made).mode & 0o777).toBe(0o700);
    expect(registryFolder("-1-2", [base])).toBe(join(base, "ports-1-2"));
  });

  test.each([
    [
      "that others may write to",
      (base: string) => {
        mkdirSync(base);
        chmodSync(base, 0o777);
      },
    ],
    ["that is a link", (base: string) => symlinkSync(tmpdir(), base)],
    ["that is a file", (base: string) => writeFileSync(base, "")],
    ["whose parent is missing", () => {}],
  ])("is never one %s: the next place is taken, or none", (name, make) => {
    const base = join(folder, name.includes("missing") ? "a/b" : "a");
    make(base);
    expect(registryFolder("", [base, join(folder, "next")])).toBe(join(folder, "next", "ports"));
    expect(registryFolder("", [base])).toBeNull();
  });
});

test("other files in the folder are nobody's claim", async () => {
  writeFileSync(join(folder, "notes.txt"), "x");
  writeFileSync(join(folder, "8000.0"), "{ broken");
  const past = new Date(Date.now() - 60_000);
  utimesSync(join(folder, "8000.0"), past, past);
  expect(await registry.list()).toEqual([]);
});
