import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { readPlainFile } from "../../src/files.ts";
import { envFileIndex } from "../../src/source/env-files.ts";

const dir = mkdtempSync(join(tmpdir(), "surestart-env-files-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each([
  ["A=1", "A", true],
  ["export A=1", "A", true],
  ["\uFEFFA=1", "A", true],
  ["a=1", "A", true],
  ["'A' = 1", "A", true],
  ["A: 1", "A", true],
  ["X=1; A=2", "A", true],
  ["AA=1\nA.B=1\nA-B=1", "A", false],
  ["A", "A", false],
  ["# nothing of A", "A", false],
  ["a b=1", "a b", true],
])("%j mentions %s: %s", (text, name, mentions) => {
  writeFileSync(join(dir, ".env"), text);
  expect(envFileIndex(dir, readPlainFile).mentions(".env", name)).toBe(mentions);
});

test("what is looked up in the index is what the text has, name by name", () => {
  const part = fc.constantFrom(
    "A",
    "B",
    "a.b",
    "_C-",
    "=",
    ":",
    " ",
    "\t",
    "\n",
    "\r",
    ";",
    '"',
    "'",
    "#",
    "\xbf",
  );
  let count = 0;
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 24 }),
      fc.constantFrom("A", "AB", "a.b", "_C-", "BA"),
      (parts, name) => {
        const file = `${count++ % 4}.env`;
        writeFileSync(join(dir, file), parts.join(""), "latin1");
        const escaped = name.replace(/[.-]/g, "\\$&");
        const plain = new RegExp(`(^|[\\n\\r;\\s"'\xbf])${escaped}["']?[ \\t]*[=:]`, "i");
        expect(envFileIndex(dir, readPlainFile).mentions(file, name)).toBe(plain.test(parts.join("")));
      },
    ),
  );
});
