import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const home = path.resolve(import.meta.dirname, "..");
const copy = realpathSync(mkdtempSync(path.join(tmpdir(), "surestart-house-")));

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What a diagnosis is made of, and what checks it. */
const parts = [
  ".gitignore",
  "README.md",
  "biome.json",
  "docs/diagnoses",
  "package.json",
  "packages/surestart/package.json",
  "packages/surestart/src",
  "packages/surestart/test",
  "scripts",
  "test/own-folder.ts",
];

function run(...words: string[]): { status: number | null; printed: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: copy, encoding: "utf8" });
  return { status, printed: stdout + stderr };
}

test("a new diagnosis is right before anything is filled in, and is checked by itself", () => {
  for (const part of parts) cpSync(path.join(home, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(home, "node_modules"), path.join(copy, "node_modules"), "junction");
  const code = "runtime/zero-wing";
  const count = (): string | undefined =>
    / \[(\d+) diagnoses\]/.exec(readFileSync(path.join(copy, "README.md"), "utf8"))?.[1];
  const before = Number(count());

  const made = run("scripts/new-diagnosis.ts", code);
  expect(made.status, made.printed).toBe(0);
  expect(Number(count())).toBe(before + 1);
  expect(readFileSync(path.join(copy, "docs/diagnoses/runtime-zero-wing.md"), "utf8")).toContain(code);

  const checked = run("scripts/diagnosis.ts", code);
  expect(checked.status, checked.printed).toBe(0);
  expect(checked.printed).toMatch(
    /✓ lint\n {2}✓ page\n\nruntime\/zero-wing\n {2}✓ claims: .*\n {6}gives way: app\/crashed/,
  );

  const file = path.join(copy, "packages/surestart/src/diagnoses", `${code}.ts`);
  writeFileSync(file, readFileSync(file, "utf8").replace('title: "Zero wing"', 'title: "Zero wing."'));
  const spoiled = run("scripts/diagnosis.ts", code);
  expect(spoiled.status).toBe(1);
  expect(spoiled.printed).toMatch(/✗ claims: .*\n {6}a title has no full stop/);
});
