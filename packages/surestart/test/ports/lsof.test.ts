import { execFileSync, spawnSync } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { darwin } from "../../src/ports/darwin.ts";
import { whoHolds } from "../../src/ports/holders.ts";
import { parseLsof, parseWaiting } from "../../src/ports/lsof.ts";
import { parseFolders, parsePs, splitCommand } from "../../src/ports/ps.ts";
import { endAll, fixtures, listen } from "./_programs.ts";

afterEach(endAll);

// As `lsof -nP -iTCP -FpfdutnT` prints on macOS: AirPlay on both families, a server with a worker that has the same socket,
// one connection of each direction, and a UDP socket of a newer lsof, which has no state.
const mac = `p687
u501
f16
tIPv4
d0x80682f2dbd9b4293
n*:5000
TST=LISTEN
TQR=0
TQS=0
f17
tIPv6
d0x80682f242196ef0b
n*:5000
TST=LISTEN
p56079
u501
f21
tIPv6
d0x82a93244c5435ea6
n[::1]:4211
TST=LISTEN
f47
tIPv6
d0xe8d5d489f5d47b2d
n[::1]:4211->[::1]:55932
TST=ESTABLISHED
f48
tIPv4
d0x11
n127.0.0.1:55001->127.0.0.1:4300
TST=FIN_WAIT2
f49
tIPv4
d0x12
n*:*
p56090
u501
f21
tIPv6
d0x82a93244c5435ea6
n[::1]:4211
TST=LISTEN
`;

test("lsof of macOS", () => {
  expect(parseLsof(mac)).toEqual([
    {
      address: "0.0.0.0",
      port: 5000,
      family: 4,
      state: "LISTEN",
      remote: null,
      uid: 501,
      id: "0x80682f2dbd9b4293",
      pids: [687],
    },
    {
      address: "::",
      port: 5000,
      family: 6,
      state: "LISTEN",
      remote: null,
      uid: 501,
      id: "0x80682f242196ef0b",
      pids: [687],
    },
    {
      address: "::1",
      port: 4211,
      family: 6,
      state: "LISTEN",
      remote: null,
      uid: 501,
      id: "0x82a93244c5435ea6",
      pids: [56079, 56090],
    },
    {
      address: "::1",
      port: 4211,
      family: 6,
      state: "ESTABLISHED",
      remote: { address: "::1", port: 55932 },
      uid: 501,
      id: "0xe8d5d489f5d47b2d",
      pids: [56079],
    },
    {
      address: "127.0.0.1",
      port: 55001,
      family: 4,
      state: "FIN-WAIT-2",
      remote: { address: "127.0.0.1", port: 4300 },
      uid: 501,
      id: "0x11",
      pids: [56079],
    },
  ]);
  expect(parseLsof("")).toEqual([]);
});

test("what macOS waits to forget", () => {
  const text = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.8000         127.0.0.1.52344        TIME_WAIT
tcp6       0      0  ::1.8001               ::1.52345              TIME_WAIT
tcp4       0      0  127.0.0.1.8000         *.*                    LISTEN`;
  expect(parseWaiting(text)).toMatchObject([
    {
      address: "127.0.0.1",
      port: 8000,
      state: "TIME-WAIT",
      remote: { address: "127.0.0.1", port: 52344 },
      pids: [],
    },
    { address: "::1", port: 8001, family: 6 },
  ]);
});

const table = `    1     0     1      0     0 Ss   Tue Nov 17 08:00:01 2026     /sbin/launchd
  687     1   687      0   501 S    Tue Nov 17 08:01:12 2026     /System/Library/CoreServices/ControlCenter.app/Contents/MacOS/ControlCenter
56079 56070 56070      0   501 S+   Sun Nov 22 10:59:00 2026     node /Users/ada/app/server.js --port 4211
56090 56079 56070      0   501 Z+   Sun Nov 22 10:59:01 2026     (node)
`;

test("ps of macOS", () => {
  const rows = parsePs(table);
  expect(rows.map((r) => [r.pid, r.parent, r.group, r.session, r.uid, r.zombie, r.name])).toEqual([
    [1, 0, 1, null, 0, false, "launchd"],
    [687, 1, 687, null, 501, false, "ControlCenter"],
    [56079, 56070, 56070, null, 501, false, "node"],
    [56090, 56079, 56070, null, 501, true, "(node)"],
  ]);
  expect(rows[2]?.startTime).toBe(new Date(2026, 10, 22, 10, 59, 0).getTime());
});

test.each([
  ["node server.js", ["node", "server.js"]],
  [
    "/Applications/Visual Studio Code.app/Contents/MacOS/Electron --type=x",
    ["/Applications/Visual Studio Code.app/Contents/MacOS/Electron", "--type=x"],
  ],
  [
    "/Applications/A.app/Contents/Frameworks/Code Helper (Plugin) --b",
    ["/Applications/A.app/Contents/Frameworks/Code Helper (Plugin)", "--b"],
  ],
])("the words of %s", (command, words) => {
  expect(splitCommand(command)).toEqual(words);
});

test("the working folders of lsof", () => {
  expect(parseFolders("p1\nfcwd\nn/\np2\nfcwd\nn/Users/ada/my app\n")).toEqual(
    new Map([
      [1, "/"],
      [2, "/Users/ada/my app"],
    ]),
  );
});

test("on a Mac, the AirPlay receiver is a holder that must not be stopped", async () => {
  const answers: Record<string, string> = { ps: table, id: "ada\n" };
  const system = darwin(async (file, args) =>
    file === "lsof" ? (args.includes("cwd") ? "p687\nfcwd\nn/\n" : mac) : (answers[file] ?? ""),
  );
  const [holder] = await whoHolds(5000, undefined, system);
  expect(holder).toMatchObject({ pid: 687, user: "ada", cwd: "/", system: expect.stringMatching(/AirPlay/) });
  expect(holder?.parents).toEqual([{ pid: 1, name: "launchd" }]);
  expect(await whoHolds(4211, undefined, system)).toMatchObject([{ pid: 56079, system: null }]);
});

const hasTools = spawnSync("lsof", ["-v"]).error === undefined && spawnSync("ps", ["-V"]).error === undefined;

test.runIf(hasTools && process.platform !== "win32")(
  "the real lsof and ps of this machine are understood",
  async () => {
    const { port, pid } = await listen();
    const start = new Date(
      execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
        env: { ...process.env, LC_ALL: "C" },
      }).toString(),
    );
    expect(await whoHolds(port, undefined, darwin())).toMatchObject([
      {
        pid,
        argv: [process.execPath, "listen.mjs"],
        cwd: fixtures.replace(/\/$/, ""),
        startTime: start.getTime(),
        address: "127.0.0.1",
      },
    ]);
  },
);
