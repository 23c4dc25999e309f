import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import builds from "../../rolldown.config.ts";

const home = path.resolve(import.meta.dirname, "../..");

/** The files that a start loads first, as the build groups them. */
const first = readdirSync(path.join(home, "src"), { recursive: true, encoding: "utf8" })
  .map((name) => path.join(home, "src", name))
  .filter((file) => groups().some((group) => group.test(file.replaceAll("\\", "/"))));

function groups(): RegExp[] {
  return builds.flatMap(({ output }) => {
    const split = output && "codeSplitting" in output ? output.codeSplitting : undefined;
    const all = typeof split === "object" ? (split.groups ?? []) : [];
    return all.flatMap(({ test: pattern }) => (pattern instanceof RegExp ? [pattern] : []));
  });
}

test("a start loads of known/ what it needs, and not every tool", () => {
  expect(first.length).toBeGreaterThan(5);
  const way = first
    .map((file) => wayTo(path.join(home, "src/known/_all.ts"), [file], new Set()))
    .find(Boolean);
  expect(way?.map((file) => path.relative(home, file))).toBeUndefined();
});

/** The imports that lead there; what is imported on demand does not count. */
function wayTo(target: string, way: string[], seen: Set<string>): string[] | null {
  const file = way.at(-1) as string;
  if (file === target) return way;
  if (seen.has(file)) return null;
  seen.add(file);
  for (const next of importsOf(file)) {
    const found = wayTo(target, [...way, next], seen);
    if (found) return found;
  }
  return null;
}

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(file, "utf8"));
  const imports = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : [])),
  );
  return [...imports, ...exports]
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => path.resolve(path.dirname(file), specifier));
}
