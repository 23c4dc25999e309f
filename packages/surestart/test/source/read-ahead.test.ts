import { describe, expect, test } from "vitest";
import type { Library } from "../../src/source/library.ts";
import type { ImportEvent, Scope, SourceModule } from "../../src/source/module.ts";
import { readAhead } from "../../src/source/read-ahead.ts";

type Imports = Record<string, { of: string; scope?: Scope }[]>;

/** A library of files that import each other; `read` is told of each file when it is read. */
function libraryOf(files: Imports, read: (file: string) => void): Library {
  const modules = new Map<string, SourceModule>();
  const module = (file: string): SourceModule | null => {
    const known = modules.get(file);
    if (known || !files[file]) return known ?? null;
    read(file);
    const events = files[file].map(({ of, scope = { kind: "module" } }) => ({
      kind: "import" as const,
      specifier: of,
      names: [],
      level: 0,
      dynamic: false,
      at: { file, line: 1 },
      scope,
      guarded: false,
    }));
    const made: SourceModule = {
      file,
      language: "javascript",
      events,
      functions: [],
      names: [],
      broken: null,
    };
    modules.set(file, made);
    return made;
  };
  return {
    dir: "/project",
    files: Object.keys(files),
    bytes: () => null,
    module,
    resolve: (_module, { specifier }: ImportEvent) => ({
      runs: [specifier],
      file: specifier,
      submodules: new Map(),
      package: null,
      missing: !files[specifier],
    }),
    moduleKind: () => "esm",
    loadedAs: () => "esm",
    hand: () => false,
    handed: () => false,
    contextsOf: () => new Map(),
  };
}

const start = { files: ["main.js"], main: "main.js", calls: [] };

describe("reading ahead", () => {
  test.each<[string, Imports, string[]]>([
    [
      "follows imports",
      { "main.js": [{ of: "a.js" }], "a.js": [{ of: "b.js" }], "b.js": [] },
      ["main.js", "a.js", "b.js"],
    ],
    [
      "reads each once",
      { "main.js": [{ of: "a.js" }, { of: "a.js" }], "a.js": [{ of: "main.js" }] },
      ["main.js", "a.js"],
    ],
    [
      "goes past what is not there",
      { "main.js": [{ of: "gone.js" }, { of: "a.js" }], "a.js": [] },
      ["main.js", "a.js"],
    ],
    [
      "leaves what a function imports, and types",
      {
        "main.js": [
          { of: "a.js", scope: { kind: "function", name: "f" } },
          { of: "b.js", scope: { kind: "types" } },
          { of: "c.js", scope: { kind: "main" } },
        ],
        "a.js": [],
        "b.js": [],
        "c.js": [],
      },
      ["main.js", "c.js"],
    ],
  ])("%s", async (_, files, expected) => {
    const read: string[] = [];
    await readAhead(
      start,
      libraryOf(files, (file) => read.push(file)),
      [""],
    );
    expect(read).toEqual(expected);
  });

  test("other work has its turn between files that take long", async () => {
    const order: string[] = [];
    const library = libraryOf({ "main.js": [{ of: "a.js" }], "a.js": [] }, (file) => {
      order.push(file);
      setImmediate(() => order.push(`turn after ${file}`));
      for (const until = performance.now() + 20; performance.now() < until; );
    });
    await readAhead(start, library, [""]);
    expect(order).toEqual(["main.js", "turn after main.js", "a.js"]);
  });
});
