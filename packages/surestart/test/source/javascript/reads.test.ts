import { describe, expect, test } from "vitest";
import { eventsOf, read, reads } from "./show.ts";

describe("what is a read", () => {
  test.each<[string, string[]]>([
    ["use(process.env.X)", ["X"]],
    ['use(process.env["X"])', ["X"]],
    ["use(process.env[`X`])", ["X"]],
    ["use(process['env'].X)", ["X"]],
    ["use(globalThis.process.env.X)", ["X"]],
    ["use(process?.env?.X)", ["X"]],
    ["use(import.meta.env.VITE_X, import.meta.env.MODE)", ["VITE_X"]],
    ["use(Bun.env.X)", ["X"]],
    ["import { env } from 'bun'; use(env.X)", ["X"]],
    ['use(Deno.env.get("X"))', ["X"]],
    ['if (Deno.env.has("X")) use()', ["X"]],
    ["use(Deno.env.toObject().X)", ["X"]],
    ['import { env } from "node:process"; use(env.X)', ["X"]],
    ['import process from "node:process"; use(process.env.X)', ["X"]],
    ['import * as p from "process"; use(p.env.X)', ["X"]],
    ["const env = process.env; use(env.X)", ["X"]],
    ["const { env } = process; use(env.X)", ["X"]],
    ["const { env: e } = process; use(e.X)", ["X"]],
    ["const env = process.env as Record<string, string>; use(env.X)", ["X"]],
    ["const env = { ...process.env }; use(env.X)", ["X"]],
    ["const e = process.env || {}; use(e.X)", ["X"]],
    ["const { A, B = 'd', C: c } = process.env", ["A", "B =d", "C"]],
    ["const { env: { A, B = 'd' } } = process", ["A", "B =d"]],
    ["function f(env = process.env) { return env.X }", ["X in f"]],
    ["function f(env: NodeJS.ProcessEnv) { return env.X }", ["X in f"]],
    ["function f(e) { return e.X } f(process.env)", ["X in f"]],
    ["const KEY = 'X'; use(process.env[KEY])", ["X"]],
    ["const Keys = { a: 'X' } as const; use(process.env[Keys.a])", ["X"]],
    ["for (const k of ['A', 'B']) use(process.env[k])", ["A", "B"]],
    ["const ks = ['A', 'B']; ks.forEach((k) => use(process.env[k]))", ["A", "B"]],
    [
      "function check(ks) { ks.forEach((k) => use(process.env[k])) } check(['A', 'B'])",
      ["A in check", "B in check"],
    ],
    ["for (const k in { A: 1, B: 2 }) use(process.env[k])", ["A", "B"]],
    ["for (const { name } of [{ name: 'A' }, { name: 'B' }]) use(process.env[name])", ["A", "B"]],
    ["for (const v of [{ name: 'A' }]) use(process.env[v.name])", ["A"]],
    ["for (const [k] of Object.entries({ A: 1, B: 2 })) use(process.env[k])", ["A", "B"]],
    ["if ('X' in process.env) use()", ["X"]],
    ["if (process.env.hasOwnProperty('X')) use()", ["X"]],
    ["if (Object.hasOwn(process.env, 'X')) use()", ["X"]],
    ["process.env.X ??= 'd'", ["X =d"]],
  ])("%s", (code, expected) => {
    expect(reads(code, "a.mts")).toEqual(expected);
  });

  test.each([
    "// process.env.X",
    "/* process.env.X */",
    "const s = 'process.env.X'",
    "const s = `process.env.X`",
    "process.env.X = '1'",
    "delete process.env.X",
    "use(process.env)",
    "use(process.env[key])",
    "use(process.env[prefix + '_URL'])",
    "function f(process) { return process.env.X }",
    "const process = other(); use(process.env.X)",
    "use(other.env.X)",
    "use(process.env.hasOwnProperty)  ; process.env.toString()".replace(
      "use(process.env.hasOwnProperty)  ; ",
      "",
    ),
    "interface ProcessEnv { X: string }",
    "type T = typeof process.env.X",
    "const { ...rest } = process.env",
  ])("no read: %s", (code) => {
    expect(reads(code, "a.mts")).toEqual([]);
  });

  test("a name counts where it stands as a literal", () => {
    const [a, b] = eventsOf(read("for (const k of ['A', 'B'])\n  use(process.env[k])"), "read");
    expect(a?.at).toEqual({ file: "a.mjs", line: 1, column: 18, endColumn: 21 });
    expect(b?.at).toEqual({ file: "a.mjs", line: 1, column: 23, endColumn: 26 });
  });

  test("columns count UTF-16 units", () => {
    const [x] = eventsOf(read("/* 😀ä */ use(process.env.X)"), "read");
    expect(x?.at).toEqual({ file: "a.mjs", line: 1, column: 15, endColumn: 28 });
  });
});

describe("required", () => {
  test.each<[string, string[]]>([
    ["if (!process.env.X) throw new Error()", ["X! nonempty"]],
    ["if (!process.env.X) { console.error('X'); process.exit(1) }", ["X! nonempty"]],
    ["if (process.env.X === undefined) throw new Error()", ["X!"]],
    ["if (process.env.X == null) throw new Error()", ["X!"]],
    ["if (typeof process.env.X !== 'string') throw new Error()", ["X!"]],
    ["if (!('X' in process.env)) throw new Error()", ["X!"]],
    ["const x = process.env.X; if (!x) throw new Error()", ["X! nonempty"]],
    ["let x = process.env.X; if (!x) throw new Error()", ["X! nonempty"]],
    ["let x; x = process.env.X; if (!x) throw new Error()", ["X! nonempty"]],
    ["const { X } = process.env; if (!X) throw new Error()", ["X! nonempty"]],
    ["const missing = !process.env.X; if (missing) throw new Error()", ["X! nonempty"]],
    ["const x = process.env.X ?? fail('X'); function fail(m) { throw new Error(m) }", ["X!"]],
    ["import { fail } from './fail.js'; const x = process.env.X || fail('X')", ["X! nonempty"]],
    ["const x = process.env.X ?? (() => { throw new Error() })()", ["X!"]],
    [
      "const x = process.env.X ? process.env.X : fail(); function fail() { throw 1 }",
      ["X! nonempty", "X! nonempty"],
    ],
    ["import assert from 'node:assert'; assert(process.env.X)", ["X! nonempty"]],
    ["import assert from 'node:assert/strict'; assert.ok(process.env.X, 'X')", ["X! nonempty"]],
    ["import invariant from 'tiny-invariant'; invariant(process.env.X, 'X')", ["X! nonempty"]],
    ["use(process.env.X!.split(','))", ["X!"]],
    ["use(process.env.X.length)", ["X!"]],
    ["new URL(process.env.X)", ["X! url nonempty"]],
    ["new URL(process.env.X!)", ["X! url nonempty"]],
    ["const { hostname } = new URL(process.env.X)", ["X! url nonempty"]],
    ["JSON.parse(process.env.X)", ["X! json nonempty"]],
    ["import { readFileSync } from 'node:fs'; readFileSync(process.env.X)", ["X! path"]],
    ["import path from 'node:path'; path.join(process.env.X, 'a')", ["X! path"]],
    ["Buffer.from(process.env.X, 'base64')", ["X!"]],
    ["function need(v) { if (!v) throw new Error(); return v } need(process.env.X)", ["X! nonempty"]],
    ["const x = process.env.X; ['a'].forEach((a) => { if (!x) throw new Error(a) })", ["X! nonempty"]],
    ["const x = process.env.X; (() => { if (!x) throw 1 })()", ["X! nonempty"]],
    ["const need = (v) => v ?? fail(); function fail() { throw 1 } need(process.env.X)", ["X!"]],
    [
      "function need(n, v) { if (!v) throw new Error(n); return v } const c = { x: need('X', process.env.X) }",
      ["X! nonempty"],
    ],
    [
      "const c = { X: process.env.X }; for (const [k, v] of Object.entries(c)) if (!v) throw new Error(k)",
      ["X! nonempty"],
    ],
    [
      "const c = { X: process.env.X }; for (const v of Object.values(c)) { if (v === undefined) throw 1 }",
      ["X!"],
    ],
    [
      "const c = { X: process.env.X }; Object.entries(c).forEach(([k, v]) => { if (!v) throw new Error(k) })",
      ["X! nonempty"],
    ],
    [
      "const c = { X: process.env.X, Y: process.env.Y }; const m = Object.entries(c).filter(([, v]) => !v); if (m.length) throw 1",
      ["X! nonempty", "Y! nonempty"],
    ],
    ["const c = { X: process.env.X }; if (Object.values(c).some((v) => !v)) throw 1", ["X! nonempty"]],
    ["const c = { a: { x: process.env.X } }; if (!c.a.x) throw 1", ["X! nonempty"]],
    ["const c = { x: process.env.X }; const { x } = c; if (!x) throw 1", ["X! nonempty"]],
    [
      "function load() { return { x: process.env.X } } const c = load(); if (!c.x) throw 1",
      ["X! nonempty in load"],
    ],
    ["for (const k of ['A', 'B']) if (!process.env[k]) throw new Error(k)", ["A! nonempty", "B! nonempty"]],
    [
      "const req = ['A', 'B']; for (const k of req) { if (!process.env[k]) { process.exit(1) } }",
      ["A! nonempty", "B! nonempty"],
    ],
    [
      "['A', 'B'].forEach((k) => { if (!process.env[k]) throw new Error(k) })",
      ["A! nonempty", "B! nonempty"],
    ],
    [
      "const missing = ['A', 'B'].filter((k) => !process.env[k]); if (missing.length > 0) throw new Error()",
      ["A! nonempty", "B! nonempty"],
    ],
    [
      "const missing = ['A'].filter((k) => !process.env[k]); if (missing.length) { process.exit(1) }",
      ["A! nonempty"],
    ],
    ["if (['A', 'B'].some((k) => !process.env[k])) throw new Error()", ["A! nonempty", "B! nonempty"]],
    ["if (!['A'].every((k) => process.env[k])) throw new Error()", ["A! nonempty"]],
    ["if (!process.env.A || !process.env.B) throw new Error()", ["A! nonempty", "B! nonempty"]],
    ["const n = Number(process.env.X); if (Number.isNaN(n)) throw new Error()", ["X! float"]],
    [
      "const n = parseInt(process.env.X, 10); if (!Number.isInteger(n)) throw new Error()",
      ["X! int nonempty"],
    ],
    ["class C { constructor() { if (!process.env.X) throw 1 } }", ["X! nonempty in C"]],
    ["function f() { if (!process.env.X) throw 1 }", ["X! nonempty in f"]],
    [
      "let c; function f() { if (c) return c; const u = process.env.X; if (!u) throw 1; return c = u }",
      ["X! nonempty in f"],
    ],
    [
      "try { if (!process.env.X) throw new Error() } catch (e) { console.error(e); process.exit(1) }",
      ["X! nonempty"],
    ],
    [
      "switch (process.env.X) { case 'a': go(); break; case 'b': stop(); break; default: throw new Error() }",
      ["X! enum {a,b} nonempty"],
    ],
    [
      "const t = { a: 1, b: 2 }; const v = t[process.env.X]; if (!v) throw new Error()",
      ["X! enum {a,b} nonempty"],
    ],
    ["import { t } from './t.js'; const x = process.env.X; if (!(x in t)) throw new Error()", ["X!"]],
  ])("%s", (code, expected) => {
    expect(reads(code, "a.mts")).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["use(process.env.X)", ["X"]],
    ["use(process.env.X!)", ["X"]],
    ["if (process.env.X) use(process.env.X.split(','))", ["X", "X"]],
    ["process.env.X && use(process.env.X.split(','))", ["X", "X"]],
    ["const u = process.env.X ? new URL(process.env.X) : null", ["X", "X url"]],
    ["use(process.env.X?.split(','))", ["X"]],
    ["if (!process.env.X) console.warn('X')", ["X"]],
    ["function f() { if (!process.env.X) return; use(process.env.X.split(',')) }", ["X in f", "X in f"]],
    ["if (process.env.NODE_ENV === 'production' && !process.env.X) throw new Error()", ["NODE_ENV", "X"]],
    [
      "if (process.env.NODE_ENV === 'production') { if (!process.env.X) throw new Error() }",
      ["NODE_ENV", "X"],
    ],
    ["if (flags.mail) { new URL(process.env.X) }", ["X url"]],
    ["function f() { if (flags.off) return; if (!process.env.X) throw 1 }", ["X in f"]],
    ["try { new URL(process.env.X) } catch { fallback() }", ["X url guarded"]],
    ["function cut(v) { return v.split(',') } if (other && process.env.X) cut(process.env.X)", ["X", "X"]],
    ["function cut(v) { return v.split(',') } try { cut(process.env.X) } catch {}", ["X guarded"]],
    [
      "function f() { const x = process.env.X; if (x) { return { n: x.trim() } } return {} } const o = f(); use(o.n)",
      ["X in f"],
    ],
    ["const x = process.env.X; export const f = () => x.trim()", ["X"]],
    ["const x = process.env.X; export function f() { if (!x) throw 1 }", ["X"]],
    ["function f() { const x = process.env.X; function g() { return x.trim() } return g }", ["X in f"]],
    ["throw new Error(process.env.X)", ["X"]],
    ["const x = process.env.X; if (other()) throw new Error(x)", ["X"]],
    ["const x = given ?? process.env.X; if (!x) throw new Error()", ["X"]],
    ["const n = Number(process.env.X); use(n)", ["X float"]],
    ["const x = process.env.X ?? 'd'; if (!x) throw 1", ["X =d nonempty"]],
    ["const x = process.env.X || 'd'; if (!x) throw 1", ["X =d"]],
    ["let x = process.env.X; if (!x) { x = 'd' } use(x.length)", ["X"]],
    ["if (process.env.X === 'boom') throw new Error()", ["X"]],
    ["if (!process.env.X) process.env.X = 'd'", ["X"]],
  ])("not required: %s", (code, expected) => {
    expect(reads(code, "a.mts")).toEqual(expected);
  });
});

describe("defaults, alternatives, conversions, uses", () => {
  test.each<[string, string[]]>([
    ["const x = process.env.X ?? 'd'", ["X =d"]],
    ["const x = process.env.X || 3000", ["X =3000"]],
    ["const x = process.env.X ?? null", ["X"]],
    ["const x = process.env.X ?? undefined", ["X"]],
    ["const d = 'd'; const x = process.env.X ?? d", ["X =d"]],
    ["const x = process.env.X ?? make()", ["X =?"]],
    ["const x = process.env.X ? process.env.X : 'd'", ["X =d", "X"]],
    ["const n = Number(process.env.X ?? 3000)", ["X =3000 float"]],
    ["const n = Number(process.env.X) || 3000", ["X float"]],
    ["const n = +(process.env.X ?? '1')", ["X =1 float"]],
    ["const n = parseInt(process.env.X || '8', 10)", ["X =8 int"]],
    ["const n = Number.parseFloat(process.env.X)", ["X float"]],
    ["const b = process.env.X === 'true'", ["X boolean"]],
    ["const b = ['1', 'true', 'yes'].includes(process.env.X)", ["X boolean"]],
    ["const x = process.env.A ?? process.env.B", ["A", "B"]],
    ["const x = process.env.A || process.env.B; if (!x) throw 1", ["A! /A|B/ nonempty", "B! /A|B/ nonempty"]],
    ["const x = process.env.A ?? process.env.B ?? 'd'", ["A =d", "B =d"]],
    ["if (!process.env.A && !process.env.B) throw 1", ["A! /A|B/ nonempty", "B! /A|B/ nonempty"]],
    ["const L = ['a', 'b']; if (!L.includes(process.env.X)) throw 1", ["X! enum {a,b} nonempty"]],
    [
      "const L = ['a', 'b']; const x = process.env.X ?? 'a'; if (!L.includes(x)) throw 1",
      ["X =a enum {a,b} nonempty"],
    ],
    ["const S = new Set(['a', 'b']); if (!S.has(process.env.X)) throw 1", ["X! enum {a,b} nonempty"]],
    ["const x = process.env.X; if (x !== 'a' && x !== 'b') throw 1", ["X! enum {a,b} nonempty"]],
    ["const x = process.env.X; if (!x || x.length < 32) throw 1", ["X! min32 nonempty"]],
    ["const x = process.env.X ?? ''; if (Buffer.byteLength(x) < 32) throw 1", ["X! = min32 nonempty"]],
    [
      "import { betterAuth } from 'better-auth'; betterAuth({ secret: process.env.X, baseURL: process.env.Y })",
      ["X <better-auth>", "Y url"],
    ],
    [
      "import { betterAuth } from 'better-auth'; betterAuth({})",
      [
        "BETTER_AUTH_SECRET /AUTH_SECRET|BETTER_AUTH_SECRET|BETTER_AUTH_SECRETS/ <better-auth>",
        "BETTER_AUTH_URL /BASE_URL|BETTER_AUTH_URL|NEXT_PUBLIC_BETTER_AUTH_URL|NUXT_PUBLIC_AUTH_URL|NUXT_PUBLIC_BETTER_AUTH_URL|PUBLIC_BETTER_AUTH_URL/ url",
      ],
    ],
    ["import { betterAuth } from 'better-auth'; betterAuth({ ...options })", []],
    [
      "import { createCipheriv } from 'crypto'; createCipheriv('aes-192-cbc', process.env.X, iv)",
      ["X! <aes-192>"],
    ],
    ["import { createCipheriv } from 'crypto'; createCipheriv(name, process.env.X, iv)", ["X! <cipher>"]],
    [
      "import jwt from 'jsonwebtoken'; function f(p) { return jwt.sign(p, process.env.X) }",
      ["X! <jwt-hs256> in f"],
    ],
    [
      "import { SignJWT } from 'jose'; const k = new TextEncoder().encode(process.env.X); const f = (p) => new SignJWT(p).setProtectedHeader({ alg: 'HS256' }).sign(k)",
      ["X <jwt-hs256>"],
    ],
    [
      "import { createHmac } from 'node:crypto'; const k = process.env.X; createHmac('sha256', k)",
      ["X! <hmac>"],
    ],
    ["const { createHmac } = require('crypto'); createHmac('sha256', process.env.X)", ["X! <hmac>"]],
    ["const crypto = require('crypto'); crypto.createPublicKey(process.env.X)", ["X! <pem-private-key>"]],
    ["const crypto = require('crypto'); crypto.createPrivateKey(process.env.X.replace(/n/g, '-'))", ["X!"]],
    [
      "const { Strategy } = require('passport-jwt'); class S extends Strategy {} new S({ secretOrKey: process.env.X })",
      ["X! nonempty <jwt-hs256>"],
    ],
    [
      "import { Strategy } from 'passport-jwt'; class S extends Strategy { constructor() { super({ secretOrKey: process.env.X }) } } new S()",
      ["X! nonempty <jwt-hs256> in S"],
    ],
    [
      "import { Strategy } from 'passport-jwt'; class S extends Strategy { constructor(o) { super(other) } } new S({ secretOrKey: process.env.X })",
      ["X"],
    ],
    [
      "import { Strategy } from 'passport-jwt'; new Strategy({ secretOrKey: process.env.X || 'x', clientID: process.env.Y })",
      ["X =x <jwt-hs256>", "Y"],
    ],
    [
      "import Google from 'passport-google-oauth20'; new Google.Strategy({ clientID: process.env.X, callbackURL: process.env.Y })",
      ["X! nonempty", "Y"],
    ],
    ["const { P, ...rest } = process.env; const { X } = rest; if (!X) throw 1", ["P", "X! nonempty"]],
    ["import { Pool } from 'pg'; new Pool({ connectionString: process.env.X })", ["X <postgres>"]],
    ["import pg from 'pg'; new pg.Pool({ connectionString: process.env.X })", ["X <postgres>"]],
    ["import { createClient } from 'redis'; createClient({ url: process.env.X })", ["X url <redis>"]],
    ["import Redis from 'ioredis'; const c = { redis: process.env.X }; new Redis(c.redis)", ["X <redis>"]],
    ["const mongoose = require('mongoose'); mongoose.connect(process.env.X)", ["X! url <mongodb>"]],
    [
      "import { PrismaClient } from '@prisma/client'; new PrismaClient({ datasources: { db: { url: process.env.X } } })",
      ["X url <prisma>"],
    ],
  ])("%s", (code, expected) => {
    expect(reads(code, "a.mts")).toEqual(expected);
  });
});
