import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pidFileInTheWay } from "../../src/launch/pid-file.ts";

const dir = realpathSync(mkdtempSync(join(tmpdir(), "surestart-pid-")));
const other = spawn(process.execPath, ["-e", 'process.stdin.resume(); console.log("up")'], {
  cwd: dir,
  stdio: ["pipe", "pipe", "inherit"],
});
const command = { argv: ["gunicorn", "main:app"], program: ["gunicorn", "main:app"], cwd: dir };

beforeAll(async () => {
  mkdirSync(join(dir, "run"));
  writeFileSync(join(dir, "run", "site.pid"), `${other.pid}\n`);
  // The largest pid that Linux can give out is 4194304.
  writeFileSync(join(dir, "gone.pid"), "4194999");
  writeFileSync(join(dir, "words.pid"), "none");
  await once(other.stdout, "data");
});

afterAll(async () => {
  other.stdin.end();
  await once(other, "exit");
  rmSync(dir, { recursive: true });
});

const node = { program: "node", since: expect.any(Number) };
const rows: [string, string[], { file: string; process: unknown } | null][] = [
  [
    "gunicorn",
    ["Error: Already running on PID PID (or pid file 'run/site.pid' is stale)"],
    { file: "run/site.pid", process: node },
  ],
  [
    "granian",
    ["[ERROR] The PID file run/site.pid already exists for PID"],
    { file: "run/site.pid", process: node },
  ],
  [
    "celery",
    ["ERROR: Pidfile (gone.pid) already exists.", "Seems we're already running? (pid: 4194999)"],
    { file: "gone.pid", process: null },
  ],
  [
    "puma, where the number alone is said",
    ["A server is already running (pid: PID)."],
    { file: "run/site.pid", process: node },
  ],
  ["a file that holds no number", ["Already running, see words.pid"], null],
  ["a number that no file holds", ["Already running on PID 7"], null],
  ["other words", ["the pid file run/site.pid was written"], null],
];

test.runIf(process.platform === "linux").each(rows)("%s", (_name, output, expected) => {
  const said = output.map((line) =>
    line.replaceAll("PID PID", `PID ${other.pid}`).replace(/\bPID\b(?=$|\))/, `${other.pid}`),
  );
  const found = pidFileInTheWay(said, command);
  expect(found).toEqual(expected && { ...expected, pid: expected.process ? other.pid : 4_194_999 });
});

test.runIf(process.platform === "linux")("an earlier run of the same program is no stale file", () => {
  const argv = other.spawnargs;
  const own = { argv, program: argv, cwd: dir };
  expect(pidFileInTheWay([`Already running on PID ${other.pid}`], own)).toBeNull();
});
