import { describe, expect, test } from "vitest";
import { familyOfRoot, newFamily } from "../../src/launch/family-windows.ts";
import type { Process } from "../../src/ports/system.ts";

type Row = [pid: number, parent: number, startTime: number];

const table = (...rows: Row[]): Process[] =>
  rows.map(([pid, parent, startTime]) => ({
    ...{ pid, parent, startTime },
    ...{ group: null, session: null, zombie: false, name: "node.exe" },
  }));

const surestart = 100;
const root = 200;
/** Started at 1000; tables are asked for at the given times. */
const familyAfter = (...tables: [at: number, rows: Row[]][]) => {
  const family = familyOfRoot(root, surestart, 1000);
  for (const [at, rows] of tables) family.update(table(...rows), at);
  return family;
};
const living = (...tables: [at: number, rows: Row[]][]): number[] =>
  familyAfter(...tables).living.map((one) => one.pid);

describe("the processes that a program became on Windows", () => {
  test("a program whose start took seconds is known by the time before it", () => {
    const now = Date.now();
    const family = newFamily(root, now - 5000);
    const rows: Row[] = [
      [root, process.pid, now - 4900],
      [201, root, now - 10],
    ];
    family.update(table(...rows), now);
    expect(family.living.map(({ pid }) => pid)).toEqual([root, 201]);
  });

  test("children and theirs, and nobody else's", () => {
    const rows: Row[] = [
      [root, surestart, 1000],
      [201, root, 1010],
      [202, 201, 1020],
      [300, surestart, 1015],
      [301, 300, 1030],
    ];
    expect(living([1100, rows])).toEqual([root, 201, 202]);
  });

  test("what another look has seen to belong is a member, by its number and its start", () => {
    const family = familyOfRoot(root, surestart, 1000);
    family.include([
      { pid: root, startTime: 1000 },
      { pid: 205, startTime: 1040 },
      { pid: 206, startTime: 1050 },
    ]);
    const rows: Row[] = [
      [205, 204, 1040],
      [206, 1, 1900],
      [207, 205, 1060],
      [208, root, 1070],
    ];
    family.update(table(...rows), 2000);
    expect(family.living.map(({ pid }) => pid)).toEqual([205, 207, 208]);
  });

  test("a child whose parent has ended stays a member", () => {
    const first: Row[] = [
      [root, surestart, 1000],
      [201, root, 1010],
      [202, 201, 1020],
    ];
    expect(living([1100, first], [1200, [[202, 201, 1020]]])).toEqual([202]);
  });

  test("what a member started before it ended is found by its number, also when no table had both", () => {
    const first: Row[] = [
      [root, surestart, 1000],
      [201, root, 1010],
    ];
    const second: Row[] = [
      [root, surestart, 1000],
      [202, 201, 1050],
    ];
    expect(living([1100, first], [1200, second])).toEqual([root, 202]);
  });

  test("a parent's number that was given again: older and younger children are told apart", () => {
    const first: Row[] = [
      [root, surestart, 1000],
      [201, root, 1010],
    ];
    // 201 is somebody else since 1500: what starts from then on is that one's.
    const second: Row[] = [
      [root, surestart, 1000],
      [201, 9, 1500],
      [202, 201, 1200],
      [203, 201, 1600],
    ];
    expect(living([1100, first], [2000, second])).toEqual([root, 202]);
  });

  test("a number that was given again before the first look is no member", () => {
    expect(living([1100, [[root, 9, 900]]])).toEqual([]);
    // A process that is older than its parent was not started by it.
    expect(
      living([
        1100,
        [
          [root, surestart, 1000],
          [201, root, 500],
        ],
      ]),
    ).toEqual([root]);
  });

  test("the first process had ended before the first table: what it left is known by its parent's number", () => {
    const rows: Row[] = [
      [201, root, 1010],
      [202, 201, 1020],
      [203, root, 400],
    ];
    expect(living([1100, rows])).toEqual([201, 202]);
  });

  test("of a process that no table has had, nothing is known yet", () => {
    const family = familyAfter([
      1100,
      [
        [root, surestart, 1000],
        [300, 9, 5],
      ],
    ]);
    expect([family.has(root), family.has(300), family.has(777)]).toEqual([true, false, null]);
    expect(familyOfRoot(root, surestart, 1000).isKnown).toBe(false);
  });
});
