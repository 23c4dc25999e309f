import { expect, test } from "vitest";
import { portsTable, type Row } from "../../src/cli/ports-table.ts";
import { createStyle } from "../../src/report/style.ts";

const row = (port: number, project: string | null, more: Partial<Row> = {}): Row => ({
  port,
  address: "127.0.0.1",
  pid: 4711,
  // Another day than today, so that the table says the same on every day.
  since: new Date(2026, 0, 22, 9, 5).getTime(),
  project,
  command: "node server.js",
  ...more,
});
const style = createStyle({ color: false, environment: { LANG: "C.UTF-8" } });
const table = (rows: Row[]): string => portsTable(rows, { style, width: 80, here: "/srv/shop" });

test("by project: this one first, then those of no known folder (Windows tells none), what is hidden last; a line for each process, its addresses together", () => {
  const rows = [
    row(22, null, { address: "::", pid: null, since: null, command: "a process of root" }),
    row(445, null, { address: "::", pid: 4, since: null, command: "System" }),
    row(3000, "/srv/blog", { command: "node blog.js" }),
    row(8000, "/srv/shop", { address: "::1", pid: 12, note: "started by npm, by bash" }),
    row(8000, "/srv/shop", { pid: 12, note: "started by npm, by bash" }),
    row(8001, "/srv/shop", { address: "::" }),
  ];
  expect(table(rows)).toMatchInlineSnapshot(`
    "  PORT  ADDRESS         PID  SINCE       COMMAND
    /srv/shop
      8000  ::1 127.0.0.1    12  2026-01-22  node server.js
                                             started by npm, by bash
      8001  *              4711  2026-01-22  node server.js

    /srv/blog
      3000  127.0.0.1      4711  2026-01-22  node blog.js

    Of no known project
       445  *                 4              System

    Hidden from here
        22  *                 ?              a process of root
    "
  `);
});

test("nothing is wider than the screen: of a folder the end is kept, of a command the beginning", () => {
  const deep = `/srv/${"deep/".repeat(30)}shop`;
  const lines = table([row(8000, deep, { command: "node ".repeat(40) })]).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines[1]).toMatch(/^….*deep\/shop$/);
  expect(lines[2]).toMatch(/^ {2}8000 .* node node .*…$/);
});

test("control characters of a command line do not reach the terminal", () => {
  const shown = table([row(8000, "/a\u001b[2J", { command: "node \u001b[31mred\n  9999 fake" })]);
  expect(shown).not.toContain("\u001b");
  expect(shown.split("\n")).toHaveLength(4);
});
