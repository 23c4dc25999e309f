/**
 * Which parser reads Python: @lezer/python next to web-tree-sitter with tree-sitter-python's own grammar.
 * `node bench/python-parser.ts [DIR…]` parses 1,500 files of Python's own library, as it is and with a planted fault.
 * Each parser runs in a process of its own, so that load time and memory are its own. What it gave: docs/internals/python-parser.md.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Tree {
  /** Visits every node: its kind, where it begins and ends, and whether it stands for an error. */
  walk(visit: (kind: string, from: number, to: number, error: boolean) => void): void;
  free(): void;
}
type Parse = (text: string) => Tree;

const require = createRequire(import.meta.url);
const asked = process.argv[2];
if (asked === "--measure") measure(process.argv[3] as string, process.argv.slice(4));
else compare(process.argv.slice(2));

function compare(given: string[]): void {
  const dirs = given.length ? given : libraries();
  const rows = ["lezer", "tree-sitter"].map((name) => {
    const out = execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--measure", name, ...dirs], {
      maxBuffer: 1 << 26,
    });
    return JSON.parse(out.toString()) as Record<string, number | string>;
  });
  console.table(Object.fromEntries(rows.map((row) => [row["parser"], { ...row, parser: undefined }])));
}

async function measure(name: string, dirs: string[]): Promise<void> {
  const files = sample(dirs, 1500);
  const texts = files.map((f) => readFileSync(f, "utf8"));
  const bytes = texts.reduce((sum, t) => sum + t.length, 0);

  const began = performance.now();
  const parse = name === "lezer" ? await lezer() : await treeSitter();
  parse("x = 1\n").free();
  const load = performance.now() - began;

  const once = [0, 1, 2].map(() => time(() => texts.forEach((t) => void parse(t).free())));
  const walked = [0, 1, 2].map(() =>
    time(() =>
      texts.forEach((t) => {
        const tree = parse(t);
        tree.walk(() => {});
        tree.free();
      }),
    ),
  );
  const wrong = texts.filter((t) => errors(parse, t) > 0).length;
  const { kept, lost } = recovery(parse, texts);
  console.log(
    JSON.stringify({
      parser: name,
      files: files.length,
      MB: round(bytes / 1e6),
      "load ms": round(load),
      "parse MB/s": round(bytes / 1e3 / Math.min(...once)),
      "parse and walk MB/s": round(bytes / 1e3 / Math.min(...walked)),
      "sound files with errors": wrong,
      "definitions kept next to an error %": round((100 * kept) / (kept + lost)),
      "rss MB": round(process.memoryUsage().rss / 1e6),
      "size KB": round(size(name) / 1e3),
    }),
  );
}

async function lezer(): Promise<Parse> {
  const { parser } = await import("@lezer/python");
  return (text) => {
    const tree = parser.parse(text);
    return {
      walk: (visit) => tree.iterate({ enter: (n) => visit(n.name, n.from, n.to, n.type.isError) }),
      free: () => {},
    };
  };
}

async function treeSitter(): Promise<Parse> {
  const { Parser, Language } = await import("web-tree-sitter");
  await Parser.init();
  const language = await Language.load(require.resolve("tree-sitter-python/tree-sitter-python.wasm"));
  const parser = new Parser();
  parser.setLanguage(language);
  return (text) => {
    const tree = parser.parse(text);
    if (!tree) throw new Error("no tree");
    return {
      walk(visit) {
        const cursor = tree.walk();
        for (;;) {
          const node = cursor.nodeType;
          visit(node, cursor.startIndex, cursor.endIndex, node === "ERROR" || cursor.nodeIsMissing);
          if (cursor.gotoFirstChild() || cursor.gotoNextSibling()) continue;
          let up = false;
          while (!up && cursor.gotoParent()) up = cursor.gotoNextSibling();
          if (!up) break;
        }
        cursor.delete();
      },
      free: () => tree.delete(),
    };
  };
}

function errors(parse: Parse, text: string): number {
  let count = 0;
  const tree = parse(text);
  tree.walk((_kind, _from, _to, error) => {
    if (error) count++;
  });
  tree.free();
  return count;
}

/**
 * A closing bracket is taken out of the middle of each file, as it happens while a person types: of the functions and classes
 * that were there before, how many are still seen at their line?
 */
function recovery(parse: Parse, texts: string[]): { kept: number; lost: number } {
  let kept = 0;
  let lost = 0;
  for (const text of texts) {
    const fault = text.indexOf(")\n", text.length / 2);
    if (fault < 0) continue;
    const before = definitions(parse, text);
    const after = new Set(definitions(parse, `${text.slice(0, fault)} ${text.slice(fault + 1)}`));
    for (const place of before) after.has(place) ? kept++ : lost++;
  }
  return { kept, lost };
}

function definitions(parse: Parse, text: string): number[] {
  const found: number[] = [];
  const tree = parse(text);
  tree.walk((kind, from) => {
    if (/^(FunctionDefinition|ClassDefinition|function_definition|class_definition)$/.test(kind))
      found.push(from);
  });
  tree.free();
  return found;
}

function libraries(): string[] {
  const home = process.env["HOME"] ?? "/root";
  const found = list("/usr/lib", /^python3\.\d+$/).concat(
    list(join(home, ".pyenv/versions"), /^3\./).map((v) => join(v, "lib")),
  );
  if (!found.length) throw new Error("no Python library found: name its folders");
  return found;
}

function list(dir: string, name: RegExp): string[] {
  try {
    return readdirSync(dir)
      .filter((n) => name.test(n))
      .map((n) => join(dir, n));
  } catch {
    return [];
  }
}

/** `count` files spread evenly over all that the interpreter's own grammar accepts (its bad-syntax tests are left out). */
function sample(dirs: string[], count: number): string[] {
  const all = dirs
    .flatMap((dir) => readdirSync(dir, { recursive: true, encoding: "utf8" }).map((f) => join(dir, f)))
    .filter((f) => f.endsWith(".py") && !/lib2to3|bad|py2|site-packages|dist-packages|template/.test(f))
    .filter((f) => statSync(f).isFile())
    .sort();
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)] as string);
}

function size(name: string): number {
  const of = (file: string): number => statSync(require.resolve(file)).size;
  const lib = (name: string): number => {
    const dist = join(dirname(require.resolve(name)), "index.js");
    return statSync(dist).size;
  };
  return name === "lezer"
    ? lib("@lezer/python") + lib("@lezer/lr") + lib("@lezer/common") + lib("@lezer/highlight")
    : of("tree-sitter-python/tree-sitter-python.wasm") +
        of("web-tree-sitter/web-tree-sitter.wasm") +
        statSync(join(dirname(require.resolve("web-tree-sitter")), "web-tree-sitter.js")).size;
}

function time(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
