// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are code

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Demand } from "../../../src/source/demand.ts";
import { readContexts, readJavaScript } from "../../../src/source/javascript/index.ts";
import type { SourceEvent, UseEvent } from "../../../src/source/module.ts";
import { eventsOf, read, scopeOf } from "./show.ts";

/** Imports in short: `specifier {name as alias} scope dynamic`. */
function imports(code: string, file = "a.mts"): string[] {
  return eventsOf(read(code, file), "import").map((i) =>
    [
      i.specifier,
      i.names.length > 0 ? `{${i.names.map((n) => `${n.name} as ${n.as}`).join(", ")}}` : "",
      i.dynamic ? "dynamic" : "",
      scopeOf(i),
      i.conditional ? "conditional" : "",
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}

/** The uses of values, and what is made of them, where something is. */
function usesIn(code: string): [SourceEvent & UseEvent, Demand][] {
  const module = read(code);
  const contexts = readContexts(eventsOf(module, "use"), code, module.file);
  return [...contexts].filter(([, context]) => Object.keys(context).length > 0);
}

describe("imports", () => {
  test.each<[string, string[]]>([
    ["import './a.js'", ["./a.js"]],
    ["import a from './a.js'", ["./a.js {default as a}"]],
    ["import * as a from './a.js'", ["./a.js {* as a}"]],
    ["import a, { b as c } from './a.js'", ["./a.js {default as a, b as c}"]],
    ["import type { T } from './a.js'", ["./a.js {T as T} types"]],
    ["import { type T } from './a.js'", ["./a.js {T as T} types"]],
    ["import { type T, b } from './a.js'", ["./a.js {T as T, b as b}"]],
    ["export { a as b } from './a.js'", ["./a.js {a as b}"]],
    ["export * from './a.js'", ["./a.js {* as *}"]],
    ["export * as ns from './a.js'", ["./a.js {* as ns}"]],
    ["export type { T } from './a.js'", ["./a.js {T as T} types"]],
    ["import a = require('./a')", ["./a {* as a}"]],
    ["const a = require('./a')", ["./a {* as a, default as a}"]],
    ["const { b, c: d = 1 } = require('./a')", ["./a {b as b, c as d}"]],
    ["const b = require('./a').b", ["./a {b as b}"]],
    ["require('./a')(app)", ["./a"]],
    ["try { require('./a') } catch {}", ["./a guarded"]],
    ["try { require('./a') } catch (e) { throw e }", ["./a"]],
    ["const a = await import('./a.js')", ["./a.js {* as a} dynamic"]],
    ["const { b } = await import('./a.js')", ["./a.js {b as b} dynamic"]],
    ["import('./a.js').catch(() => null)", ["./a.js dynamic guarded"]],
    ["async function f() { await import('./a.js') }", ["./a.js dynamic in f"]],
    ["import(name); require(name)", []],
    [
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const a = require('./a.json')",
      ["node:module {createRequire as createRequire}", "./a.json {* as a, default as a}"],
    ],
    ["function require(x) {} require('./a')", []],
    ["if (x) require('./a')", ["./a conditional"]],
    ["// import './a.js'", []],
  ])("%s", (code, expected) => {
    expect(imports(code)).toEqual(expected);
  });

  test("imports of ES modules stand first, wherever they are written", () => {
    const module = read(
      "process.loadEnvFile();\nimport { a } from './a.js';\nuse(process.env.X);\nexport * from './b.js';",
    );
    expect(module.events.map((e) => e.kind)).toEqual(["import", "import", "load", "read"]);
  });

  test("require stands where it is called", () => {
    const module = read("require('dotenv').config();\nconst a = require('./a');", "a.cjs");
    const kinds = module.events.map((e) => e.kind).filter((kind) => kind !== "commonjs");
    expect(kinds).toEqual(["import", "load", "import"]);
  });
});

describe("calls, functions and values of the file", () => {
  const calls = (code: string) =>
    eventsOf(read(code, "a.mts"), "call").map((c) =>
      `${c.callee}(${c.args.map((a) => a ?? "?").join(",")}) ${scopeOf(c)}`.trim(),
    );

  test.each<[string, string[]]>([
    ["function start() {} start()", ["start()"]],
    ["import { start } from './a.js'; start()", ["start()"]],
    ["import * as a from './a.js'; a.start()", ["a.start()"]],
    ["import { requireEnv } from './env.js'; export const x = requireEnv('X')", ["requireEnv(X)"]],
    ["import { env } from './env.js'; const x = env('X', 'd')", ["env(X,d)"]],
    ["import { need } from './env.js'; for (const k of ['A', 'B']) need(k)", ["need(A)", "need(B)"]],
    ["import { need } from './env.js'; ['A', 'B'].forEach((k) => need(k))", ["need(A)", "need(B)"]],
    ["class C { m() {} } const c = new C(); c.m()", ["C()", "C.m()"]],
    ["class C { constructor() { this.m() } m() {} }", ["C.m() in C"]],
    ["import { C } from './c.js'; new C()", ["C()"]],
    ["(async () => { await start() })(); async function start() {}", ["start()"]],
    ["main().catch(console.error); async function main() {}", ["main()"]],
    ["console.log('x'); parseInt('1')", []],
    ["if (require.main === module) start(); function start() {}", ["start() main"]],
    ["if (import.meta.main) start(); function start() {}", ["start() main"]],
    [
      "if (process.argv[1] === fileURLToPath(import.meta.url)) start(); function start() {}",
      ["start() main"],
    ],
  ])("calls: %s", (code, expected) => {
    expect(calls(code)).toEqual(expected);
  });

  test.each<[string, object]>([
    [
      "export function need(n) { const v = process.env[n]; if (!v) throw new Error(n); return v }",
      { index: 0, fallbackIndex: null, demand: { required: true, refusesEmpty: true } },
    ],
    [
      "export const need = (n) => process.env[n] ?? fail(n); function fail() { throw 1 }",
      { index: 0, demand: { required: true } },
    ],
    [
      "export const get = (n, d) => process.env[n] ?? d",
      { index: 0, fallbackIndex: 1, demand: { required: false } },
    ],
    [
      "export function get(n, d) { const v = process.env[n] ?? d; if (v === undefined) throw new Error(n); return v }",
      { index: 0, fallbackIndex: 1, demand: { required: true } },
    ],
    [
      "export function get(n: string, d?: string): string { const v = process.env[n]; if (v) return v; if (d !== undefined) return d; throw new Error(n) }",
      { index: 0, fallbackIndex: 1, demand: { required: true } },
    ],
    [
      "export const num = (n) => Number(process.env[n] ?? 1)",
      { index: 0, fallbackIndex: null, demand: { required: false, as: "float", fallback: "1" } },
    ],
    [
      "export const app = (n) => process.env[`APP_${n}`]",
      { index: 0, prefix: "APP_", demand: { required: false } },
    ],
    [
      "export default function (n) { assert(process.env[n]) } import assert from 'node:assert'",
      { index: 0, demand: { required: true } },
    ],
    ["export class Env { get(n) { return process.env[n] } }", { index: 0, demand: { required: false } }],
  ])("a helper: %s", (code, expected) => {
    const helper = read(code, "a.mts").functions.find((f) => f.readsArgument);
    const { demand, ...rest } = helper?.readsArgument ?? {};
    expect({ ...rest, demand: { required: false, ...demand } }).toMatchObject(expected);
  });

  test("what a function refuses, and what is handed to one of another file", () => {
    const refuses = (code: string) => read(code).functions.find((f) => f.refusesArgument)?.refusesArgument;
    expect(refuses("export function signer(secret) { if (Buffer.byteLength(secret) < 32) throw 1 }")).toEqual(
      {
        index: 0,
        demand: { required: true, refusesEmpty: true, minLength: 32 },
      },
    );
    expect(refuses("export const connect = (a, url) => new URL(url)")).toEqual({
      index: 1,
      demand: { required: true, refusesEmpty: true },
    });
    expect(refuses("export const f = (a) => use(a)")).toBeUndefined();
    const [call] = eventsOf(read("import { signer } from './a.js'; signer(process.env.X ?? '')"), "call");
    expect(call?.hands).toEqual([{ index: 0, at: { file: "a.mjs", line: 1, column: 41, endColumn: 54 } }]);
  });

  test("the read whose value a function gives back", () => {
    const [get] = read("export const get = () => process.env.X ?? 'd'").functions;
    expect(get?.returnsRead).toMatchObject({ line: 1, column: 26 });
  });

  test("no helper: the name is its own business", () => {
    const [f] = read("function f(n) { return process.env['A' + n + 'B'] }").functions;
    expect(f?.readsArgument).toBeNull();
  });

  test("a helper's caller says what it makes of the value", () => {
    const [call] = eventsOf(
      read("import { env } from './env.js'; const p = Number(env('PORT')); if (Number.isNaN(p)) throw 1"),
      "call",
    );
    expect(call).toMatchObject({ callee: "env", context: { required: true, as: "float" } });
  });

  test("the other names of a function run it, too", () => {
    const names = (code: string, file: string) =>
      read(code, file).functions.map((f) => `${f.name} ${f.inherits ?? ""}`.trim());
    const body = "{ use(process.env.X) }";
    expect(names(`export default function start() ${body}`, "a.mjs")).toEqual(["start", "default start"]);
    expect(names(`function start() ${body} export { start as go }`, "a.mjs")).toEqual(["start", "go start"]);
    expect(names(`module.exports = { start() ${body} }`, "a.cjs")).toEqual(["start", "default.start start"]);
    expect(names(`function start() ${body} module.exports = start`, "a.cjs")).toEqual([
      "start",
      "default start",
    ]);
    expect(names(`exports.start = () => ${body}`, "a.cjs")).toEqual(["start", "default.start start"]);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ["a.mjs", "export const port = Number(process.env.PORT ?? 1)", { port: "PORT" }],
    ["a.mjs", "export const { A, B: b } = process.env", { A: "A", b: "B" }],
    [
      "a.mjs",
      "export const config = { db: { url: process.env.DB }, port: 3000 }",
      { "config.db.url": "DB", "config.port": 3000 },
    ],
    ["a.mjs", "export default { port: process.env.PORT }", { "default.port": "PORT" }],
    [
      "a.mjs",
      "const config = { port: process.env.PORT }; export default config",
      { "config.port": "PORT", "default.port": "PORT" },
    ],
    [
      "a.mjs",
      "const load = () => ({ port: process.env.PORT }); export const config = load()",
      { "config.port": "PORT" },
    ],
    ["a.mjs", "export const config = Object.freeze({ port: process.env.PORT })", { "config.port": "PORT" }],
    [
      "a.mjs",
      "export class Config { port = process.env.PORT; constructor() { this.host = process.env.HOST } }",
      { "Config.port": "PORT", "Config.host": "HOST" },
    ],
    ["a.mjs", "import { port } from './a.js'; export const same = port", { same: "=port" }],
    ["a.cjs", "module.exports = { port: process.env.PORT }", { port: "PORT", "default.port": "PORT" }],
    [
      "a.mjs",
      "const env = (n, d) => process.env[n] ?? d; export const c = { port: env('PORT', '3000'), url: env('URL') }",
      { "c.port": null, "c.url": null },
    ],
    ["a.cjs", "exports.port = process.env.PORT", { port: "PORT", "default.port": "PORT" }],
  ])("values of %s: %s", (file, code, expected) => {
    const values = read(code, file).values ?? [];
    expect(
      Object.fromEntries(
        values.map((v) => [v.name, v.variable ?? v.literal ?? (v.same ? `=${v.same}` : null)]),
      ),
    ).toEqual(expected);
  });

  test("a value stands where its read stands", () => {
    const module = read("export const port =\n  Number(process.env.PORT)");
    expect(module.values?.[0]?.at).toEqual(eventsOf(module, "read")[0]?.at);
  });

  test("what another module holds is used here", () => {
    const uses = (code: string) => usesIn(code).map(([u, context]) => [u.value, context]);
    const jwt = "import { config } from './config.js'; import { createHmac } from 'node:crypto'; ";
    expect(uses(`${jwt}createHmac('sha256', config.secret)`)).toEqual([
      ["config.secret", { usedAs: "hmac", required: true }],
    ]);
    expect(uses("import { url } from './c.js'; new URL(url)")).toEqual([
      ["url", { as: "url", required: true, refusesEmpty: true }],
    ]);
    expect(uses("import { a } from './a.js'; a(); use(a)")).toEqual([]);
  });

  test("what the file's own top holds is used in a function, which runs later or never", () => {
    const uses = (code: string) => usesIn(code).map(([u, context]) => [u.value, scopeOf(u), context]);
    expect(uses("const x = process.env.X; export function f() { if (!x) throw 1 }")).toEqual([
      ["x", "in f", { required: true, refusesEmpty: true }],
    ]);
    expect(uses("const c = { x: process.env.X }; const f = () => new URL(c.x)")).toEqual([
      ["c.x", "in f", { as: "url", required: true, refusesEmpty: true }],
    ]);
    expect(uses("const n = 1; const f = () => { if (!n) throw 1 }")).toEqual([]);
  });

  test("top-level names, and what makes them", () => {
    const module = read(
      "import express from 'express'; const app = express(); const h = new Hono().get('/', x); export default app; let n = 1",
    );
    expect(module.names.map((n) => [n.name, n.makes])).toEqual([
      ["app", "express"],
      ["h", "Hono"],
      ["n", null],
      ["default", "express"],
    ]);
  });

  test("what the code sets itself, and the paths that it serves", () => {
    const module = read(
      "process.env.A = '1'; process.env.B ??= '2'; Object.assign(process.env, { C: '3' }); app.get('/health', h); if (req.url === '/x') y()",
    );
    expect(module.sets).toEqual(["A", "B", "C"]);
    expect(module.routes?.map((r) => r.path)).toEqual(["/health", "/x"]);
  });

  test.each<[string, string, object]>([
    [
      "a.mjs",
      "#!/usr/bin/env node\n'use strict';\nimport './a.js';\nimport './b.js';\nx()",
      { first: 3, afterImports: 5, module: "esm", eol: "\n" },
    ],
    [
      "a.js",
      "'use strict';\r\nconst a = require('a');\r\n",
      { first: 2, afterImports: 3, module: "cjs", eol: "\r\n" },
    ],
    ["a.js", "x()", { first: 1, afterImports: 1, module: null }],
  ])("the top of %s %j", (file, code, expected) => {
    expect(read(code, file).top).toMatchObject(expected);
  });
});

describe("every file is read", () => {
  test.each<[string, string]>([
    ["a.js", "return 1"],
    ["a.js", "with (a) {} var await = 1"],
    ["a.js", "const x = <div>{process.env.X}</div>"],
    ["a.jsx", "export default () => <A b={1} />"],
    ["a.ts", "enum A { B } const x = <any>y; class C { constructor(private a: string) {} }"],
    ["a.tsx", "const f = <T,>(x: T) => <div>{x}</div>"],
    ["a.cts", "import a = require('a'); export = a"],
    ["a.d.ts", "declare const x: string; export default x"],
    ["bin/www", "#!/usr/bin/env node\nrequire('../app')"],
    ["a.mjs", "await x; import.meta.url"],
    ["a.js", "await x; export {}"],
    ["a.ts", "using x = y(); @d class C { @d() m() {} accessor z = 1; static { f() } #p = 1 }"],
  ])("%s: %s", (file, code) => {
    expect(readJavaScript(code, file).broken).toBeNull();
  });

  test("a syntax error is named with its place, in UTF-16 columns", () => {
    const { broken, events } = readJavaScript("const s = '😀';\nconst x = '😀' +* 1;", "a.js");
    expect(broken?.at).toMatchObject({ file: "a.js", line: 2, column: 17 });
    expect(events).toEqual([]);
  });

  const words = fc.constantFrom(
    ..."process env X . [ ] ( ) { } => ?? || && ! const if throw new import from 'a' \"X\" , ; = function return for of await class `".split(
      " ",
    ),
    "process.env.X",
    "...",
    "\n",
  );
  test("nothing throws, whatever the text is", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(words, { maxLength: 60 }).map((w) => w.join(" ")),
        ),
        fc.constantFrom("a.js", "a.ts", "a.tsx", "a.cjs"),
        (text, file) => {
          const module = readJavaScript(text, file);
          expect(module.broken?.message ?? "").not.toContain("surestart failed");
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each<[string, string]>([
    ["brackets", "[".repeat(5000) + "]".repeat(5000)],
    ["a sum", "x = " + "a + ".repeat(20_000) + "a"],
    ["a chain", "x" + ".then(f)".repeat(8000)],
    [
      "circles",
      "const a = b; const b = a; for (const c of c) use(process.env[c]); const e = { ...e }; use(e.X, process.env[a])",
    ],
    [
      "functions that call one another twice",
      `${Array.from({ length: 80 }, (_, i) => `function f${i}(a) { if (!a) return f${i + 1}(a); if (a > 1) throw 1; return f${i + 2}(a) }`).join("\n")}\nexport const x = f0(process.env.X), y = f1(x)`,
    ],
    ["a list that is its own", "function f(l) { l.forEach((k) => f(l)); f(l) } const l = [...l]; f(l)"],
  ])("%s end", (_, code) => {
    expect(readJavaScript(code, "a.js").file).toBe("a.js");
  });

  test("every place lies in the file", () => {
    const code =
      "const { A, B = 'x' } = process.env;\nif (!A) throw new Error();\nfor (const k of ['C'])\n  use(process.env[k]);\nserver.listen(B)";
    const lines = code.split("\n");
    const places = read(code).events.map((e: SourceEvent) => e.at);
    expect(places.length).toBeGreaterThan(2);
    for (const { line = 0, column = 0, endColumn = 0 } of places) {
      expect(column).toBeGreaterThan(0);
      expect(endColumn).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    }
  });
});
