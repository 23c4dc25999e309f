import { expect, test } from "vitest";
import { processName } from "../../src/ports/process-name.ts";

test.each([
  [["/usr/bin/node", "server.js"], "node"],
  [[String.raw`C:\Program Files\nodejs\node.exe`, "server.mjs"], "node"],
  [[String.raw`C:\Users\Ada Lovelace\app\.venv\Scripts\python.exe`, "-m", "uvicorn"], "python"],
  [[String.raw`C:\Program Files\Some Tool\server.exe`], "server"],
  [["/opt/my app/node", "server.js"], "node"],
  [["gunicorn: master [pkg:app]"], "gunicorn:"],
  [["next-server (v16.1.1)"], "next-server"],
  [["-bash"], "bash"],
  [["System"], "System"],
  [[], ""],
])("%j is called %s", (argv, name) => {
  expect(processName(argv)).toBe(name);
});
