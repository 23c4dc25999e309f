import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

const root = new URL("../../src/ports.ts", import.meta.url);

/** Every file that importing `surestart/ports` may ever load, and every package that one of them names. */
function reachable(): { files: string[]; packages: string[] } {
  const files = new Set([root.href]);
  const packages = new Set<string>();
  for (const file of files) {
    const path = fileURLToPath(file);
    const { module } = parseSync(path, readFileSync(path, "utf8"));
    const specifiers = [
      ...module.staticImports
        .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
        .map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports
        .flatMap(({ entries }) => entries)
        .flatMap(({ isType, moduleRequest }) => (isType || !moduleRequest ? [] : [moduleRequest.value])),
      ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
        readFileSync(path, "utf8").slice(start + 1, end - 1),
      ),
    ];
    for (const specifier of specifiers)
      if (specifier.startsWith(".")) files.add(new URL(specifier, file).href);
      else if (!specifier.startsWith("node:")) packages.add(specifier);
  }
  return { files: [...files], packages: [...packages] };
}

test("surestart/ports gives what the contract names", async () => {
  const { claimPort, listeners, takePort, whoHolds } = await import("surestart/ports");
  for (const one of [claimPort, listeners, takePort, whoHolds]) expect(one).toBeTypeOf("function");
});

test("it needs no package, and of other rooms only what a start needs of known/", () => {
  const { files, packages } = reachable();
  expect(packages).toEqual([]);
  const others = files.filter(
    (file) =>
      !/\/src\/(ports\/[\w-]+|known\/_[\w-]+|ports|facts|finding|error|files|alive|program-name|real-path)\.ts$/.test(
        file,
      ),
  );
  expect(others).toEqual([]);
  // The check would be worth nothing if it saw only the first file.
  expect(files.length).toBeGreaterThan(10);
});
