import { describe, expect, test } from "vitest";
import { type RunEnd, statusOf, tooLateForThen } from "../../src/run/status.ts";

const end = (more: Partial<RunEnd>): RunEnd => ({
  ended: "exited",
  exit: { code: 0, signal: null },
  spawnError: null,
  healthy: false,
  asked: null,
  exitWhenHealthy: false,
  afterHealthy: null,
  ...more,
});
const code = (n: number): RunEnd["exit"] => ({ code: n, signal: null });
const signal = (name: string): RunEnd["exit"] => ({ code: null, signal: name });
const missing = { code: "ENOENT", message: "" };

describe("the exit status of run", () => {
  test.each<[string, Partial<RunEnd>, number]>([
    ["healthy, ended with 0", { ended: "healthy", healthy: true }, 0],
    ["healthy, ended with a status", { ended: "healthy", healthy: true, exit: code(3) }, 3],
    ["healthy, ended by a signal", { ended: "healthy", healthy: true, exit: signal("SIGSEGV") }, 139],
    [
      "healthy, ended by our SIGINT",
      { ended: "healthy", healthy: true, exit: signal("SIGINT"), asked: "SIGINT" },
      0,
    ],
    [
      "healthy, ended by our SIGTERM",
      { ended: "healthy", healthy: true, exit: signal("SIGTERM"), asked: "SIGTERM" },
      0,
    ],
    [
      "healthy, ended with the status of our signal",
      { ended: "healthy", healthy: true, exit: code(130), asked: "SIGINT" },
      0,
    ],
    [
      "healthy, two signals came at once",
      { ended: "healthy", healthy: true, exit: signal("SIGINT"), asked: "SIGTERM" },
      0,
    ],
    [
      "healthy, failed while it ended by our signal",
      { ended: "healthy", healthy: true, exit: code(4), asked: "SIGINT" },
      4,
    ],
    ["healthy, forced", { ended: "healthy", healthy: true, exit: signal("SIGKILL"), asked: "SIGINT" }, 137],
    [
      "healthy, and that was all",
      { ended: "healthy", healthy: true, exit: signal("SIGKILL"), exitWhenHealthy: true },
      0,
    ],
    [
      "healthy, then a command",
      { ended: "healthy", healthy: true, exit: signal("SIGTERM"), afterHealthy: 7 },
      7,
    ],
    [
      "healthy, then a command that went well",
      { ended: "healthy", healthy: true, exit: code(1), afterHealthy: 0 },
      0,
    ],
    ["never healthy: the time is over", { ended: "timeout", exit: signal("SIGTERM") }, 69],
    ["never healthy: ended with 0", {}, 69],
    ["never healthy: its own status", { exit: code(41) }, 41],
    ["never healthy: a signal", { exit: signal("SIGKILL"), ended: "killed" }, 137],
    ["interrupted before", { ended: "interrupted", exit: signal("SIGINT"), asked: "SIGINT" }, 130],
    [
      "interrupted before, whatever the program makes of it",
      { ended: "interrupted", exit: code(0), asked: "SIGTERM" },
      143,
    ],
    ["no port", { ended: "no-port", exit: null }, 75],
    ["not found", { ended: "not-spawned", exit: null, spawnError: missing }, 127],
    [
      "cannot be executed",
      { ended: "not-spawned", exit: null, spawnError: { ...missing, code: "EACCES" } },
      126,
    ],
  ])("%s", (_name, more, status) => {
    expect(statusOf(end(more))).toBe(status);
  });
});

test.each<
  [string, NodeJS.Signals | null, { code: number | null; signal: string | null } | null, number | null]
>([
  ["healthy still", null, null, null],
  ["it has ended with 0", null, { code: 0, signal: null }, 69],
  ["it has ended with 4", null, { code: 4, signal: null }, 4],
  ["it was killed", null, { code: null, signal: "SIGKILL" }, 137],
  ["a signal has asked for the end", "SIGINT", null, 130],
  ["a signal has, and it has ended with 0", "SIGTERM", { code: 0, signal: null }, 143],
])("whether --then's command is run: %s", (_name, asked, ending, status) => {
  expect(tooLateForThen(asked, ending)).toBe(status);
});
