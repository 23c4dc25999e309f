import { expect, test } from "vitest";
import { errorLines } from "../../src/launch/error-lines.ts";

test.each([
  ["Python's last line of a traceback", ["ValueError: no mailbox"], 1],
  [
    "Node's error with its stack",
    ["Error: EACCES: mkdir 'spool'", "    at async Object.mkdir (node:internal/fs)"],
    1,
  ],
  [
    "Node's error without a stack",
    ["[Error: EACCES: permission denied, mkdir 'spool'] {", "  errno: -13,"],
    1,
  ],
  ["Node's error with a code", ["[TypeError [ERR_X]: no]"], 1],
  ["the level of a logger", ["2026-01-01 [ERROR] worker: gone"], 1],
  ["a word in a sentence", ["error rate 0.00, errors: 0"], 0],
  ["a word in front of a value", ["Error: none", "ready"], 0],
  ["a list in brackets", ["[orders, returns] ready"], 0],
])("%s", (_name, lines, count) => {
  expect(errorLines(lines)).toHaveLength(count);
});
