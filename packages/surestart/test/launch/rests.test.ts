import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { rests } from "../../src/launch/keeper/rests.ts";

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

const watch = 'require("node:fs").watch(".")';

// The program says when it is through with its own lines.
test.skipIf(process.platform !== "linux").each([
  ["a changed file alone can wake it", watch, true],
  ["a timer", `${watch}; setTimeout(() => {}, 60_000)`, false],
  ["a socket", `${watch}; require("node:net").createServer().listen(0, "127.0.0.1")`, false],
  ["a child", `${watch}; require("node:child_process").spawn("sleep", ["60"])`, false],
  ["its stdin is a socket, and was given", watch, true],
])("%s", async (name, program, expected) => {
  const stdin = name.startsWith("its stdin") ? "pipe" : "ignore";
  child = spawn(process.execPath, ["-e", `${program}; console.log("through")`], {
    stdio: [stdin, "pipe", "inherit"],
  });
  await once(child.stdout!, "data");
  await expect.poll(() => rests(child!.pid!)).toBe(expected);
  // What is true for a moment only is nothing that can be relied on.
  if (!expected) for (let look = 0; look < 50; look++) expect(rests(child.pid!)).toBe(false);
});

test("a process that is gone", () => {
  expect(rests(2 ** 22 + 1)).toBe(false);
});
