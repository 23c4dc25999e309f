import { expect, test } from "vitest";
import type { Holder } from "../../src/facts.ts";
import { holderWords } from "../../src/run/holder-words.ts";

const hidden: Holder = {
  pid: null,
  startTime: null,
  argv: [],
  cwd: null,
  user: null,
  uid: null,
  since: null,
  parents: [],
  address: "127.0.0.1",
  port: 8000,
  family: 4,
  group: null,
  system: null,
  ownRun: false,
  claimedBy: null,
};
const python = [String.raw`C:\Users\Ada Lovelace\app\.venv\Scripts\python.exe`, "-m", "uvicorn", "app:app"];

test.each<[Partial<Holder>, string]>([
  [{}, "a process (hidden from here)"],
  [{ uid: 1001 }, "a process (user 1001)"],
  [{ uid: 1001, user: "ada" }, "a process (user ada)"],
  [{ pid: 4711, argv: python }, "python -m uvicorn (pid 4711)"],
  [{ pid: 4711, argv: python, ownRun: true }, "an earlier run of this project (python -m uvicorn, pid 4711)"],
  [
    { pid: 4711, argv: ["node.exe", String.raw`src\server.js`, "x"] },
    String.raw`node src\server.js (pid 4711)`,
  ],
  [{ pid: 4711, argv: ["server", "--key=abc"] }, "server (pid 4711)"],
])("who has the port: %j", (known, words) => {
  expect(holderWords({ ...hidden, ...known })).toBe(words);
});
