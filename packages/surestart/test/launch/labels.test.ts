import { describe, expect, test } from "vitest";
import { bindErrorIn } from "../../src/launch/bind-error.ts";
import { readCrash } from "../../src/launch/crash.ts";
import { unlabel, withoutLabels } from "../../src/launch/labels.ts";

describe("what a runner puts in front of a line comes off", () => {
  test.each<[string, string | null, string]>([
    ["[api] Error: no seats", "api", "Error: no seats"],
    ["[0] up", "0", "up"],
    ["[dev:api ]     at boot (a.js:1:2)", "dev:api", "    at boot (a.js:1:2)"],
    ["[api] ", "api", ""],
    ["18:05:01 web.1  | ValueError: x", "web.1", "ValueError: x"],
    ["web | up", "web", "up"],
    ["api-1  |   indented", "api-1", "  indented"],
    ["0|api  | up", "0|api", "up"],
    ["server:start: Error: x", "server:start", "Error: x"],
    ["@shop/server:dev: up", "@shop/server:dev", "up"],
    ["apps/api dev: up", "apps/api dev", "up"],
    // What only looks like it.
    ["[Errno 98] Address already in use", null, "[Errno 98] Address already in use"],
    ["[ERROR] it failed", null, "[ERROR] it failed"],
    ["[TypeError: x]", null, "[TypeError: x]"],
    ["[2026-11-22 10:00:02 +0000] [7] [INFO] up", null, "[2026-11-22 10:00:02 +0000] [7] [INFO] up"],
    ["ValueError: x", null, "ValueError: x"],
    ["node: .env: not found", null, "node: .env: not found"],
    ["node:internal/url: x", null, "node:internal/url: x"],
    ["src/app.py:12: SyntaxWarning: x", null, "src/app.py:12: SyntaxWarning: x"],
    [
      "scripts/up.sh: line 3: tool: command not found",
      null,
      "scripts/up.sh: line 3: tool: command not found",
    ],
    ["  | ValueError: of a group", null, "  | ValueError: of a group"],
    ["2026/12/01 00:07:30 listen: no moon", null, "2026/12/01 00:07:30 listen: no moon"],
    ["http://127.0.0.1:8000: up", null, "http://127.0.0.1:8000: up"],
    ["12 | const seats = 3;", null, "12 | const seats = 3;"],
    ["", null, ""],
  ])("%j", (line, label, text) => {
    expect(unlabel(line)).toEqual({ label, text });
  });

  const dir = "/srv/tide";
  const trace = [
    "Traceback (most recent call last):",
    '  File "/srv/tide/main.py", line 3, in <module>',
    "    start()",
    "ValueError: no moon",
  ];

  test.each<[string, (line: string) => string]>([
    ["[api] ", (line) => `[api] ${line}`],
    ["web.1 | ", (line) => `18:05:01 web.1  | ${line}`],
    ["server:start: ", (line) => `server:start: ${line}`],
  ])("an error behind %s is read, though another program speaks in between", (_name, label) => {
    const lines = trace.flatMap((line) => [label(line), "[web] GET /", "[worker] tick"]);
    const crash = readCrash(withoutLabels(lines), { dir });
    expect(crash).toMatchObject({ name: "ValueError", message: "no moon", at: { file: "main.py", line: 3 } });
  });

  test("a failed bind is read", () => {
    const lines = ["api:dev: Error: listen EADDRINUSE: address already in use :::4100", "web:dev: up"];
    expect(bindErrorIn(withoutLabels(lines))).toEqual({ port: 4100 });
  });

  test("the one that failed stands last", () => {
    const lines = ["[api] Error: a", "[web] up", "[api] over", "[web] GET /"];
    expect(withoutLabels(lines, "api")).toEqual(["up", "GET /", "Error: a", "over"]);
  });

  test("a logger of one program that names its parts: the stack stays below its error", () => {
    const lines = ["[db] up", "[http] Error: no seats", "    at boot (a.js:1:2)", "[db] down"];
    expect(withoutLabels(lines)).toEqual(["up", "Error: no seats", "    at boot (a.js:1:2)", "down"]);
  });

  test("lines of one program stay in their order", () => {
    const lines = ["begin", "[app] one", "middle", "[app] two"];
    expect(withoutLabels(lines)).toEqual(["begin", "one", "middle", "two"]);
  });
});
