import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "../../src/fix/lock.ts";
import { project, read } from "./_project.ts";

const counter = `
import { readFileSync, writeFileSync } from "node:fs";
import { withLock } from ${JSON.stringify(new URL("../../src/fix/lock.ts", import.meta.url).href)};
const [dir, file, times] = process.argv.slice(2);
for (let n = 0; n < Number(times); n++)
  withLock(dir, () => writeFileSync(file, String(Number(readFileSync(file, "utf8")) + 1)));
`;

test("of several processes one works at a time", async () => {
  const dir = project({ count: "0", "counter.ts": counter });
  const env = { ...process.env, XDG_STATE_HOME: join(dir, "state") };
  const ends = Array.from({ length: 4 }, () => {
    const child = spawn(
      process.execPath,
      ["--no-warnings", join(dir, "counter.ts"), dir, join(dir, "count"), "10"],
      { env },
    );
    return new Promise((resolve) => child.on("exit", resolve));
  });
  expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
  expect(read(dir, "count")).toBe("40");
  expect(readdirSync(join(dir, "state", "surestart", "locks"))).toEqual([]);
});

test("the lock of a process that died is taken over", () => {
  const dir = project({});
  const environment = { XDG_STATE_HOME: join(dir, "state") };
  const dead = execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).trim();
  withLock(dir, () => {}, environment);
  const folder = join(dir, "state", "surestart", "locks");
  const name = withLock(dir, () => readdirSync(folder).find((one) => !one.includes("."))!, environment);
  writeFileSync(join(folder, name), dead);
  expect(withLock(dir, () => "done", environment)).toBe("done");
});

test("without a place for the lock the work is done all the same", () => {
  const dir = project({ state: "a file where a folder is needed" });
  mkdirSync(join(dir, "p"));
  expect(withLock(join(dir, "p"), () => "done", { XDG_STATE_HOME: join(dir, "state") })).toBe("done");
});
