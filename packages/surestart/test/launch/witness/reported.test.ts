import { expect, test } from "vitest";
import { readCrash } from "../../../src/launch/crash.ts";
import type { Note } from "../../../src/launch/witness/notes.ts";
import { reportedCrash } from "../../../src/launch/witness/reported.ts";

const dir = "/srv/app";
const at = { file: `${dir}/vault.py`, line: 8 };

const raise = (process: string, more: Partial<Extract<Note, { do: "raise" }>> = {}): Note => ({
  process,
  do: "raise",
  name: "RuntimeError",
  at,
  frames: [
    { file: `${dir}/app.py`, line: 3, in: "<module>", own: true, holds: [], empty: [] },
    { ...at, in: "unlock", own: true, holds: [], empty: [] },
  ],
  ends: true,
  n: 1,
  ...more,
});

const traceback = (place: string, last: string): string[] => [
  "Traceback (most recent call last):",
  '  File "/srv/app/app.py", line 3, in <module>',
  "    unlock()",
  `  File "/srv/app/${place}`,
  "    raise RuntimeError()",
  last,
];
const one = traceback('vault.py", line 8, in unlock', "RuntimeError: the vault stays shut");
const clear = [...one, ...one];
/** Two processes that print the same at once. */
const mixed = one.flatMap((line) => [line, line]);
const other = traceback('lock.py", line 2, in take', "FileExistsError: app.pid");

test.each<[string, Note[], [string[], string[]], boolean]>([
  ["the first is mixed", [raise("1"), raise("2")], [mixed, clear], true],
  ["the second is mixed", [raise("1"), raise("2")], [clear, mixed], true],
  ["both are mixed", [raise("1"), raise("2")], [mixed, mixed], true],
  ["the first says nothing of it", [raise("1")], [["Worker failed to boot."], mixed], false],
  ["the second failed for another reason", [raise("1")], [mixed, other], false],
  ["the first failed for another reason", [raise("1")], [other, mixed], false],
  ["the processes failed in two ways", [raise("1"), raise("2", { name: "KeyError" })], [mixed, mixed], false],
  ["at two places", [raise("1"), raise("2", { at: { ...at, line: 9 } })], [mixed, mixed], false],
  ["it was caught", [raise("1", { ends: false })], [mixed, mixed], false],
  ["it was raised elsewhere", [raise("1", { at: { ...at, line: 7 } })], [mixed, mixed], false],
  ["nothing was noted", [], [mixed, mixed], false],
])("%s", (_what, notes, outputs, known) => {
  const read = outputs.map((lines) => readCrash(lines, { dir, failed: true }));
  const crash = reportedCrash(notes, outputs, [read[0] ?? null, read[1] ?? null], { dir });
  const summary = crash && [crash.name, crash.message, crash.at, crash.frames.length];
  const expected = ["RuntimeError", "the vault stays shut", { file: "vault.py", line: 8 }, 2];
  expect(summary).toEqual(known ? expected : null);
});
