import { expect, test } from "vitest";
import { generatedMissing } from "../../src/runtime/generated.ts";
import { project } from "./project.ts";

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

test.each<[name: string, schema: string, specifier: string, missing: boolean]>([
  ["by its folder", 'output = "../src/gen/prisma"', "./gen/prisma/client", true],
  ["by an alias", 'output = "../src/gen/prisma"', "@/gen/prisma/client", true],
  ["another file that is not there", 'output = "../src/gen/prisma"', "./gen/other", false],
  ["a schema without a folder", "", "./gen/prisma/client", false],
])("Prisma's client in the project: %s", (_name, output, specifier, missing) => {
  using here = project({
    "package.json": "{}",
    "prisma/schema.prisma": `generator client {\n  provider = "prisma-client"\n  ${output}\n}\n`,
  });
  const at = { file: "src/db.ts", line: 1 };
  const found = generatedMissing(here.dir, [
    { package: null, file: "src/db.ts", at, reached: true, optional: false, specifier, missing: true },
  ]);
  expect(found?.specifiers ?? null).toEqual(missing ? [specifier] : null);
});
