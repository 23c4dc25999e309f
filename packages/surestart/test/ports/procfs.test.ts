import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseStat, readArgv, readProcess, unitOfCgroup } from "../../src/ports/procfs.ts";
import { parseLine, readSockets } from "../../src/ports/socket-table.ts";

const linux = process.platform === "linux";

test.runIf(linux)("a name with brackets and blanks does not shift the fields", () => {
  const line = "4711 (a) (b c) S 12 34 56 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 0 0";
  expect(parseStat(line)).toEqual({
    pid: 4711,
    parent: 12,
    group: 34,
    session: 56,
    startTime: 987654,
    zombie: false,
    name: "a) (b c",
  });
  expect(parseStat("")).toBeNull();
});

test.runIf(linux)("we ourselves are in /proc", () => {
  expect(readProcess(process.pid)).toMatchObject({ pid: process.pid, parent: process.ppid, zombie: false });
  expect(readArgv(process.pid)[0]).toContain("node");
});

test.runIf(linux)("the argv keeps empty words", () => {
  const script = `process.stdout.write(require("fs").readFileSync("/proc/self/cmdline"))`;
  expect(
    spawnSync(process.execPath, ["-e", script, "--", "", "x"]).stdout.toString().split("\0").slice(3),
  ).toEqual(["--", "", "x", ""]);
});

test.each([
  ["0::/system.slice/postgresql.service", "postgresql.service"],
  ["12:cpu:/\n1:name=systemd:/system.slice/nginx.service\n0::/system.slice/nginx.service", "nginx.service"],
  ["0::/system.slice/system-api.slice/api@1.service/inner", "api@1.service"],
  ["0::/user.slice/user-1000.slice/session-2.scope", null],
  ["0::/user.slice/user-1000.slice/user@1000.service/app.slice/a.service", null],
  [`0::/system.slice/docker-${"0123456789ab".repeat(6).slice(0, 64)}.scope`, "container 0123456789ab"],
  [`4:cpu:/docker/${"ab".repeat(32)}`, "container abababababab"],
  [
    `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${"0f".repeat(32)}.scope`,
    "container 0f0f0f0f0f0f",
  ],
  ["0::/", null],
])("the unit of %j is %s", (cgroup, unit) => {
  expect(unitOfCgroup(cgroup)).toBe(unit);
});

test.each([
  [
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0000 100 0 0 10 0",
    { address: "127.0.0.1", port: 8080, family: 4, state: "LISTEN", uid: 1000, id: "4242", remote: null },
  ],
  [
    "   3: 0100007F:B1ED 0100007F:A3DA 06 00000000:00000000 03:0000175C 00000000     0        0 0 3 0000",
    { state: "TIME-WAIT", uid: null, id: null, remote: { address: "127.0.0.1", port: 41946 } },
  ],
  [
    "   1: 00000000000000000000000001000000:0BB8 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 77 1 0 100 0 0 10 0",
    { address: "::1", port: 3000, family: 6, state: "LISTEN" },
  ],
  [
    "   1: 0000000000000000FFFF00000100007F:0BB8 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 77 1 0 100 0 0 10 0",
    { address: "127.0.0.1", port: 3000, family: 4 },
  ],
])("a line of the socket table: %s", (line, expected) => {
  expect(parseLine(line)).toMatchObject(expected);
});

test("headings and torn lines are no sockets", () => {
  for (const line of [
    "  sl  local_address rem_address   st tx_queue",
    "",
    "   0: 0100007F:1F90 00000000:0000",
  ])
    expect(parseLine(line)).toBeNull();
});

test.runIf(linux)("the short way to the listeners finds what the whole table has", () => {
  const whole = () =>
    ["tcp", "tcp6"]
      .flatMap((name) => readFileSync(`/proc/net/${name}`, "latin1").split("\n"))
      .flatMap((line) => parseLine(line) ?? [])
      .filter((s) => s.state === "LISTEN");
  const before = whole();
  const found = readSockets("listening");
  const after = whole();
  // Other programs begin and stop to listen meanwhile.
  const stayed = new Set(before.map((s) => s.id).filter((id) => after.some((s) => s.id === id)));
  expect(found.filter((s) => stayed.has(s.id))).toEqual(before.filter((s) => stayed.has(s.id)));
});
