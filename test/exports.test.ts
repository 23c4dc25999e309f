import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

const home = path.resolve(import.meta.dirname, "..");
const src = path.join(home, "packages/surestart/src");
const public_ = /^(?:env|ports|health|serve|config)\.ts$/;

// Types do not count: one that a function takes or gives may be of use to nobody else.
test("whatever a file exports is used in another file", () => {
  const used = new Map<string, Set<string>>();
  for (const file of sources("packages/surestart", "backend", "scripts", "bench", "test"))
    for (const { target, names } of importsOf(file)) {
      const known = used.get(target) ?? new Set();
      for (const name of names) known.add(name);
      used.set(target, known);
    }
  const unused = sources("packages/surestart/src")
    .filter((file) => !public_.test(path.relative(src, file)))
    .flatMap((file) =>
      exportsOf(file)
        .filter((name) => !used.get(file)?.has(name))
        .map((name) => `${path.relative(src, file)} exports ${name}`),
    )
    // The tests import a diagnosis by its code.
    .filter((one) => !/^diagnoses\/.* exports cases$/.test(one));
  expect(unused).toEqual([]);
});

function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(home, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !/[\\/](?:node_modules|dist|fixtures)[\\/]/.test(file)),
  );
}

function exportsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(file, "utf8"));
  return module.staticExports.flatMap(({ entries }) =>
    entries.filter((one) => one.exportName.name && !one.isType).map((one) => one.exportName.name as string),
  );
}

/** What a file takes from others. Of one that it loads on demand or as a whole, every word of its text may be a name. */
function importsOf(file: string): { target: string; names: Iterable<string> }[] {
  const text = readFileSync(file, "utf8");
  const { module } = parseSync(file, text);
  const words = (): Set<string> => new Set(text.match(/\w+/g));
  const to = (specifier: string): string => path.resolve(path.dirname(file), specifier);
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      target: to(moduleRequest.value),
      names: entries.some((one) => one.importName.kind === "NamespaceObject")
        ? words()
        : entries.map((one) => one.importName.name ?? "default"),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, importName }) =>
        moduleRequest ? [{ target: to(moduleRequest.value), names: [importName.name ?? "default"] }] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      target: to(text.slice(start + 1, end - 1)),
      names: words(),
    })),
    ...[...text.matchAll(/import\("(\.[^"]+)"\)/g)].map(([, specifier]) => ({
      target: to(specifier as string),
      names: words(),
    })),
  ];
}
