import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

const src = path.resolve(import.meta.dirname, "../packages/surestart/src");

/** Rooms, and the rooms that they may use beside themselves and the files at the top of src that everything speaks. */
const rooms: Record<string, string[]> = {
  facts: [],
  known: [],
  env: ["known"],
  ports: ["known"],
  source: ["known"],
  runtime: ["known"],
  services: ["known"],
  health: ["known"],
  serve: ["ports", "health"],
  launch: ["env", "ports", "health", "known"],
  diagnoses: ["known"],
  report: [],
  fix: ["env", "report", "known"],
  survey: ["env", "ports", "source", "runtime", "services", "known"],
  cli: [
    "known",
    "env",
    "ports",
    "source",
    "runtime",
    "services",
    "health",
    "launch",
    "diagnoses",
    "report",
    "fix",
    "survey",
  ],
};

/** What everything may speak: the three words, errors, and what a name or a value says about being secret. */
const words = [
  "facts.ts",
  "facts",
  "finding.ts",
  "diagnose.ts",
  "error.ts",
  "secret-name.ts",
  "secret-value.ts",
  "open-value.ts",
  "near.ts",
  "command-endings.ts",
  "real-path.ts",
];

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

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((f) => f.replaceAll("\\", "/"))
  .filter((f) => f.endsWith(".ts"));

describe("the floors of the house", () => {
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

  test.each(Object.keys(subpaths))("%s reaches no parser, no prompt, no catalogue", (file) => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const visit = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const one of importsOf(name)) if (!one.typeOnly && !one.lazy) visit(one.target);
      for (const one of packagesOf(name)) packages.add(one);
    };
    visit(file);
    expect([...packages].filter((p) => heavy.includes(p))).toEqual([]);
    expect([...seen].filter((f) => f.startsWith("diagnoses/") || f.startsWith("source/"))).toEqual([]);
  });
});

interface Import {
  target: string;
  typeOnly: boolean;
  lazy: boolean;
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
