import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { SourceImport } from "../../src/facts.ts";
import { unbuiltPackage } from "../../src/runtime/unbuilt-package.ts";
import { project } from "./project.ts";

const asked: SourceImport = {
  at: { file: "api/a.js", line: 1 },
  file: "api/a.js",
  language: "javascript",
  specifier: "@ferry/fare",
  resolved: "fare/src/index.ts",
  package: null,
  optional: false,
  late: false,
  reached: true,
  missing: false,
};
const manifest = (rest: object): string => JSON.stringify({ name: "@ferry/fare", ...rest });
const build = { scripts: { build: "tsc" } };
const dist = { import: "./dist/fare.mjs", require: "./dist/fare.cjs" };

// biome-ignore format: one row, one line
const rows: { name: string; files: Record<string, string>; one?: Partial<SourceImport>; link?: false; is: [entry: string, command: string | null] | null }[] = [
  { name: "main", files: { "fare/package.json": manifest({ main: "dist/fare", ...build }) }, is: ["fare/dist/fare", "npm run build --workspace @ferry/fare"] },
  { name: "exports, with pnpm", files: { "fare/package.json": manifest({ exports: { ".": { source: "./src/index.ts", ...dist } }, ...build }), "pnpm-lock.yaml": "" }, is: ["fare/dist/fare.mjs", "pnpm --filter @ferry/fare run build"] },
  { name: "a part, with yarn and an outDir of its own", files: { "fare/package.json": manifest({ exports: { "./tax": { default: "./made/tax.js" } }, ...build }), "fare/tsconfig.json": '{"compilerOptions":{"outDir":"made"}}', "yarn.lock": "" }, one: { specifier: "@ferry/fare/tax" }, is: ["fare/made/tax.js", "yarn workspace @ferry/fare run build"] },
  { name: "no script", files: { "fare/package.json": manifest({ main: "dist/fare.js" }), "fare/tsconfig.json": "{}" }, is: ["fare/dist/fare.js", "npx tsc -p fare"] },
  { name: "it was built", files: { "fare/package.json": manifest({ main: "dist/fare", ...build }), "fare/dist/fare.js": "" }, is: null },
  { name: "one of two forms is there", files: { "fare/package.json": manifest({ exports: dist, ...build }), "fare/dist/fare.cjs": "" }, is: null },
  { name: "its sources are what Node takes", files: { "fare/package.json": manifest({ main: "src/index.js", ...build }) }, is: null },
  { name: "exports that do not have it", files: { "fare/package.json": manifest({ exports: dist, ...build }) }, one: { specifier: "@ferry/fare/tax" }, is: null },
  { name: "not linked", files: { "fare/package.json": manifest({ main: "dist/fare.js", ...build }) }, link: false, is: null },
  { name: "optional", files: { "fare/package.json": manifest({ main: "dist/fare.js", ...build }) }, one: { optional: true }, is: null },
  { name: "an alias", files: { "fare/package.json": manifest({ main: "dist/fare.js", ...build }) }, one: { alias: true }, is: null },
];

test.each(rows)("$name", ({ files, one, link, is }) => {
  using here = project({ "api/a.js": "", ...files });
  if (link !== false) {
    mkdirSync(path.join(here.dir, "node_modules/@ferry"), { recursive: true });
    symlinkSync("../../fare", path.join(here.dir, "node_modules/@ferry/fare"), "junction");
  }
  const found = unbuiltPackage(here.dir, [{ ...asked, ...one }]);
  expect(found && [found.entry, found.buildCommand]).toEqual(is);
  if (found) expect(found).toMatchObject({ at: asked.at, package: "@ferry/fare" });
});
