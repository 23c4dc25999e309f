import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { needs } from "../packages/surestart/test/needs.ts";
import { needsPython, pagesWithOutput, pageWithOutput } from "../scripts/docs-output.ts";
import { alike } from "../scripts/docs-project.ts";

test.for(pagesWithOutput())(
  "%s shows what its commands print now (npm run docs)",
  { timeout: 60_000 },
  async (page, { skip }) => {
    if (needsPython(page)) needsFastapi(skip);
    expect(await pageWithOutput(page)).toBe(readFileSync(page, "utf8"));
  },
);

function needsFastapi(skip: (reason: string) => void): void {
  needs(skip, "python3");
  const { status } = spawnSync("/usr/bin/python3", ["-c", "import fastapi, uvicorn"]);
  if (status === 0) return;
  if (process.env["CI"]) throw new Error("CI brings fastapi and uvicorn");
  skip("fastapi and uvicorn must be installed for /usr/bin/python3");
}

test("times, process ids and left-out lines do not count, words do", () => {
  expect(alike("✓ Healthy in 1.2 s\n", "✓ Healthy in 43 ms\n")).toBe(true);
  expect(alike("first\n...\nlast\n", "first\nand\nmore\nlast\n")).toBe(true);
  expect(alike("held by node (pid 1)\n", "held by node (pid 22)\n")).toBe(true);
  expect(alike("✓ Healthy in 1.2 s\n", "✗ Failed in 1.2 s\n")).toBe(false);
  expect(alike("first\nlast\n", "first\nand\nlast\n")).toBe(false);
});
