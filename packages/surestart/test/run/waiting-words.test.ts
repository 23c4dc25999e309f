import { afterEach, expect, test, vi } from "vitest";
import type { HealthQuestion } from "../../src/launch/verdict.ts";
import { sayWaiting } from "../../src/run/waiting-words.ts";

afterEach(() => vi.useRealTimers());

test.each<[HealthQuestion, number | null, string]>([
  [{ kind: "auto" }, 8000, "http://127.0.0.1:8000/health"],
  [{ kind: "path", path: "/ready" }, 8000, "http://127.0.0.1:8000/ready"],
  [{ kind: "url", url: new URL("https://localhost:8443/up") }, 8443, "https://localhost:8443/up"],
  [{ kind: "tcp" }, 5000, "port 5000"],
  [{ kind: "auto" }, null, "the program to open a port"],
])("what is waited for, and for how long: %j at %j", (health, port, what) => {
  vi.useFakeTimers();
  const said: string[] = [];
  const stop = sayWaiting({ health, port, timeout: 30_000 }, (line) => said.push(line));
  vi.advanceTimersByTime(7000);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([`waiting for ${what}, 1 s of 30`, `waiting for ${what}, 6 s of 30`]);
});
