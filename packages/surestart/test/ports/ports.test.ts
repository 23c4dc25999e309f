import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = new URL("../../src/ports.ts", import.meta.url);

/** Every file that importing `surestart/ports` may ever load, and every package that one of them names. */
function reachable(): { files: string[]; packages: string[] } {
  const files = new Set([root.href]);
  const packages = new Set<string>();
  for (const file of files) {
    const text = readFileSync(fileURLToPath(file), "utf8").replace(/\bimport type[^;]*;/g, "");
    for (const [, specifier = ""] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g))
      if (specifier.startsWith(".")) files.add(new URL(specifier, file).href);
      else if (!specifier.startsWith("node:")) packages.add(specifier);
  }
  return { files: [...files], packages: [...packages] };
}

test("surestart/ports gives what the contract names", async () => {
  const { claimPort, listeners, takePort, whoHolds } = await import("surestart/ports");
  for (const one of [claimPort, listeners, takePort, whoHolds]) expect(one).toBeTypeOf("function");
});

test("it needs no package, and nothing of other rooms", () => {
  const { files, packages } = reachable();
  expect(packages).toEqual([]);
  const others = files.filter(
    (file) => !/\/src\/(ports\/[\w-]+|ports|facts|finding|error|real-path)\.ts$/.test(file),
  );
  expect(others).toEqual([]);
  // The check would be worth nothing if it saw only the first file.
  expect(files.length).toBeGreaterThan(10);
});
