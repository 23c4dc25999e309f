import { expect, test } from "vitest";
import { buildMissing } from "../../src/runtime/build-missing.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { project } from "./project.ts";

const json =
  '{\n  "main": "dist/a.js",\n  "scripts": {\n    "build": "tsc",\n    "start": "node dist/a.js"\n  }\n}';

// biome-ignore format: one row, one line
const rows: { name: string; run: string; files: Record<string, string>; is: { file: string; line: number; entry: string; buildCommand: string | null } | null }[] = [
  { name: "npm start", run: "npm start", files: { "package.json": json }, is: { file: "package.json", line: 5, entry: "dist/a.js", buildCommand: "npm run build" } },
  { name: "typed by hand", run: "node dist/a.js", files: { "package.json": json, "pnpm-lock.yaml": "" }, is: { file: "package.json", line: 2, entry: "dist/a.js", buildCommand: "pnpm run build" } },
  { name: "an outDir of its own", run: "node compiled/a.js", files: { "package.json": "{}", "tsconfig.json": '{ // here\n "compilerOptions": { "outDir": "./compiled" } }' }, is: { file: "package.json", line: 0, entry: "compiled/a.js", buildCommand: "npx tsc" } },
  { name: "next", run: "next start", files: { "package.json": '{"scripts":{"build":"next build"}}' }, is: { file: "package.json", line: 0, entry: ".next/BUILD_ID", buildCommand: "npm run build" } },
  { name: "next that was built", run: "next start", files: { "package.json": '{"scripts":{"build":"next build"}}', ".next/BUILD_ID": "x" }, is: null },
  { name: "it was built", run: "npm start", files: { "package.json": json, "dist/a.js": "" }, is: null },
  { name: "a folder that no build writes", run: "node src/a.js", files: { "package.json": json }, is: null },
  { name: "nothing to build from", run: "node dist/a.js", files: { "package.json": "{}" }, is: null },
];

test.each(rows)("$name", async ({ run, files, is }) => {
  using here = project(files);
  const command = await readCommand(run.split(" "), { cwd: here.dir, environment: {} });
  const found = buildMissing(here.dir, command);
  expect(
    found && {
      file: found.at.file,
      line: found.at.line ?? 0,
      entry: found.entry,
      buildCommand: found.buildCommand,
    },
  ).toEqual(is);
});
