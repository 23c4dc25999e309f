import { expect, test } from "vitest";
import { generatedMissing, lockCommand } from "../../src/runtime/install.ts";
import { project } from "./project.ts";

// biome-ignore format: one row, one line
const locks: [files: string[], language: "python" | "node", command: string | null][] = [
  [["package-lock.json"], "node", "npm ci"],
  [["pnpm-lock.yaml", "package-lock.json"], "node", "pnpm install --frozen-lockfile"],
  [["yarn.lock"], "node", "yarn install --frozen-lockfile"],
  [["yarn.lock", ".yarnrc.yml"], "node", "yarn install --immutable"],
  [["uv.lock", "package-lock.json"], "python", "uv sync --frozen"],
  [["package-lock.json"], "python", null],
  [[], "node", null],
];

test.each(locks)("%j for %s", (files, language, command) => {
  using here = project(Object.fromEntries(files.map((name) => [name, ""])));
  expect(lockCommand([here.dir], language)).toBe(command);
});

const installed = { "node_modules/@prisma/client/package.json": "{}" };

// biome-ignore format: one row, one line
const prisma: [name: string, files: Record<string, string>, missing: boolean][] = [
  ["nothing generated", installed, true],
  ["the stub", { ...installed, "node_modules/.prisma/client/default.js": 'throw new Error("@prisma/client did not initialize yet.")' }, true],
  ["generated", { ...installed, "node_modules/.prisma/client/default.js": "module.exports = {}" }, false],
  ["not installed", {}, false],
];

test.each(prisma)("Prisma's client: %s", (_name, files, missing) => {
  using here = project(files);
  const at = { file: "src/db.js", line: 1 };
  const found = generatedMissing(here.dir, [
    { package: "@prisma/client", file: "src/db.js", at, reached: true, optional: false },
  ]);
  expect(found).toEqual(missing ? { tool: "Prisma", command: "npx prisma generate", at } : null);
});
