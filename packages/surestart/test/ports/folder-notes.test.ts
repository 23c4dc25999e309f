import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { notedFolder, noteFolder } from "../../src/ports/folder-notes.ts";

const folder = mkdtempSync(join(tmpdir(), "surestart-notes-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the folder of a process is known by its number and its start, and forgotten after its end", () => {
  const me = { pid: process.pid, startTime: 1000 };
  noteFolder(me, "C:\\project", folder);
  expect(notedFolder(me, folder)).toBe("C:\\project");
  // The same number, given to another process.
  expect(notedFolder({ ...me, startTime: 2000 }, folder)).toBeNull();
  expect(notedFolder({ pid: 1, startTime: 1000 }, folder)).toBeNull();
  // No process of Linux, macOS or Windows has this number.
  noteFolder({ pid: 2 ** 30, startTime: 1 }, "C:\\gone", folder);
  noteFolder(me, "C:\\other", folder);
  expect(readdirSync(folder)).toEqual([String(process.pid)]);
  expect(notedFolder(me, folder)).toBe("C:\\other");
});
