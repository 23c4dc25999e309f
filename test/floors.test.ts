import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

const src = path.resolve(import.meta.dirname, "../packages/surestart/src");

/** Rooms, and the rooms that they may use besides themselves and the words, as CONTRIBUTING.md says: its table is the only one. */
const table = floors(readFileSync(path.resolve(import.meta.dirname, "../CONTRIBUTING.md"), "utf8"));
/** The parts of a word are words. */
const rooms: Record<string, string[]> = { facts: [], ...table };

/** The public subpaths, with the rooms that they may load. */
const subpaths: Record<string, string[]> = {
  "env.ts": ["env"],
  "ports.ts": ["ports"],
  "health.ts": ["health"],
  "serve.ts": ["ports", "health", "serve"],
  "config.ts": [],
};

/** Heavy packages that no public subpath may reach. */
const heavy = [
  "oxc-parser",
  "@lezer/python",
  "@clack/prompts",
  "diff",
  "yaml",
  "smol-toml",
  "web-tree-sitter",
];

/** What `run` loads before the program is started, as the build puts it into one file. */
const starting = [
  "cli/main.ts",
  "cli/run.ts",
  "runtime/command.ts",
  "launch/environment.ts",
  "run/healing/recall.ts",
];

/** What everything may use: the files at the top of src that are no public subpath. */
const words = [
  "facts",
  ...readdirSync(src).filter((name) => name.endsWith(".ts") && !Object.hasOwn(subpaths, name)),
];

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((f) => f.replaceAll("\\", "/"))
  .filter((f) => f.endsWith(".ts"));

describe("the floors of the house", () => {
  test("the table in CONTRIBUTING.md knows every room, each above those that it may use", () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(Object.keys(rooms)).toEqual(expect.arrayContaining(folders.map(({ name }) => name)));
    const below: string[] = [];
    for (const [room, uses] of Object.entries(table)) {
      expect(below, `what ${room} may use`).toEqual(expect.arrayContaining(uses));
      below.push(room);
    }
  });

  test.each(files)("%s imports from no higher room", (file) => {
    const room = file.includes("/") ? (file.split("/")[0] as string) : null;
    for (const { target, typeOnly } of importsOf(file)) {
      const top = target.includes("/") ? (target.split("/")[0] as string) : target;
      if (words.includes(top) || top === room) continue;
      const allowed =
        room === null ? (subpaths[file] ?? (words.includes(file) ? [] : undefined)) : rooms[room];
      if (allowed === undefined) throw new Error(`${file} is no room of the house`);
      // The application's own interface may be spoken of by those who serve it.
      if (room === null && (typeOnly || Object.hasOwn(subpaths, top))) continue;
      if (room === "cli" && Object.hasOwn(subpaths, top)) continue;
      expect(allowed, `${file} imports ${target}`).toContain(top);
    }
  });

  test("no files import each other in a circle, types included", () => {
    const uses = new Map(files.map((file) => [file, new Set(importsOf(file).flatMap(inTime))]));
    // What nobody imports, and what imports nothing, is in no circle: it is taken away until no such file is left.
    for (let before = -1; before !== uses.size; ) {
      before = uses.size;
      const used = new Set([...uses.values()].flatMap((targets) => [...targets]));
      for (const [file, targets] of uses)
        if (![...targets].some((one) => uses.has(one)) || !used.has(file)) uses.delete(file);
    }
    const circles = [...uses].map(
      ([file, targets]) => `${file} -> ${[...targets].filter((one) => uses.has(one)).join(", ")}`,
    );
    expect(circles).toEqual([]);
  });

  test.each(Object.keys(subpaths))("%s reaches no parser, no prompt, no catalogue", (file) => {
    const { seen, packages } = reachedFrom(file);
    expect(packages.filter((p) => heavy.includes(p))).toEqual([]);
    expect(seen.filter((f) => f.startsWith("diagnoses/") || f.startsWith("source/"))).toEqual([]);
  });

  test.each(starting)(
    "%s, which a start waits for, reaches no tool by itself, no catalogue, no parser",
    (file) => {
      const { seen, packages } = reachedFrom(file);
      expect(packages.filter((p) => p !== "surestart")).toEqual([]);
      const tools = /^known\/(?!_)|^known\/_(?:all|tools)\.ts$/;
      expect(
        seen.filter((f) => tools.test(f) || /^(?:diagnoses\/index|survey\/index|examine\/)/.test(f)),
      ).toEqual([]);
    },
  );
});

/** What is loaded with a file: files, and packages. */
function reachedFrom(file: string): { seen: string[]; packages: string[] } {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const one of importsOf(name)) if (!one.typeOnly && !one.lazy) visit(one.target);
    for (const one of packagesOf(name)) packages.add(one);
  };
  visit(file);
  return { seen: [...seen], packages: [...packages] };
}

/** The rows of the table, lowest floor first: a room in backquotes, what is in it, and what it may use. */
function floors(contributing: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [, room = "", uses = ""] of contributing.matchAll(
    /^\| `([a-z]+)\/` *\|[^|\n]*\| *([^|\n]*?) *\|$/gm,
  ))
    found[room] = uses === "all of the above" ? Object.keys(found) : (uses.match(/[a-z]+/g) ?? []);
  return found;
}

interface Import {
  target: string;
  typeOnly: boolean;
  lazy: boolean;
}

/** What is loaded with the file; an import on demand closes no circle. */
function inTime({ target, lazy }: Import): string[] {
  return lazy ? [] : [target];
}

function importsOf(file: string): Import[] {
  return specifiers(file)
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier, typeOnly, lazy }) => ({
      target: path.relative(src, path.resolve(src, path.dirname(file), specifier)).replaceAll("\\", "/"),
      typeOnly,
      lazy,
    }))
    .filter(({ target }) => !target.startsWith(".."));
}

function packagesOf(file: string): string[] {
  return specifiers(file)
    .filter(
      ({ specifier, typeOnly, lazy }) =>
        !specifier.startsWith(".") && !specifier.startsWith("node:") && !typeOnly && !lazy,
    )
    .map(({ specifier }) =>
      specifier.startsWith("@")
        ? specifier.split("/").slice(0, 2).join("/")
        : (specifier.split("/")[0] as string),
    );
}

const parsed = new Map<string, { specifier: string; typeOnly: boolean; lazy: boolean }[]>();

function specifiers(file: string): { specifier: string; typeOnly: boolean; lazy: boolean }[] {
  const known = parsed.get(file);
  if (known) return known;
  const text = readFileSync(path.join(src, file), "utf8");
  const { module } = parseSync(file, text);
  const found = [
    ...module.staticImports.map((i) => ({
      specifier: i.moduleRequest.value,
      typeOnly: i.entries.length > 0 && i.entries.every((e) => e.isType),
      lazy: false,
    })),
    ...module.staticExports.flatMap((e) =>
      e.entries
        .filter((x) => x.moduleRequest)
        .map((x) => ({ specifier: x.moduleRequest?.value ?? "", typeOnly: x.isType, lazy: false })),
    ),
    ...module.dynamicImports.map((d) => ({
      specifier: text.slice(d.moduleRequest.start, d.moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
      typeOnly: false,
      lazy: true,
    })),
  ];
  parsed.set(file, found);
  return found;
}
