// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are code

import { describe, expect, test } from "vitest";
import { eventsOf, read, scopeOf } from "./show.ts";

/** Loads in short: `dialect base:paths override own (package) scope conditional`. */
function loads(code: string, file?: string): string[] {
  return eventsOf(read(code, file), "load").map((l) =>
    [
      l.dialect,
      l.paths === null ? "?" : `${l.base}:${l.paths.join(",")}`,
      l.override ? "override" : "",
      l.own ? "own" : "",
      l.package === null ? "" : `(${l.package})`,
      scopeOf(l),
      l.conditional ? "conditional" : "",
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}

const dotenv = "import dotenv from 'dotenv'; ";

describe("loads", () => {
  test.each<[string, string[]]>([
    ["import 'dotenv/config'", ["dotenv cwd:.env (dotenv)"]],
    ["import 'dotenv/config.js'", ["dotenv cwd:.env (dotenv)"]],
    ["require('dotenv/config')", ["dotenv cwd:.env (dotenv)"]],
    ["await import('dotenv/config')", ["dotenv cwd:.env (dotenv)"]],
    [`${dotenv}dotenv.config()`, ["dotenv cwd:.env (dotenv)"]],
    ["import * as dotenv from 'dotenv'; dotenv.config()", ["dotenv cwd:.env (dotenv)"]],
    ["import { config } from 'dotenv'; config()", ["dotenv cwd:.env (dotenv)"]],
    ["import { config as load } from 'dotenv'; load()", ["dotenv cwd:.env (dotenv)"]],
    ["require('dotenv').config()", ["dotenv cwd:.env (dotenv)"]],
    ["const { config } = require('dotenv'); config()", ["dotenv cwd:.env (dotenv)"]],
    [
      "const d = require('dotenv'); d.config({ path: './.env.local', override: true })",
      ["dotenv cwd:./.env.local override (dotenv)"],
    ],
    [`${dotenv}dotenv.config({ path: ['.env.local', '.env'] })`, ["dotenv cwd:.env.local,.env (dotenv)"]],
    [
      "const path = require('path'); require('dotenv').config({ path: path.join(__dirname, '..', '.env') })",
      ["dotenv file:../.env (dotenv)"],
    ],
    [
      "const path = require('path'); require('dotenv').config({ path: path.resolve(__dirname, '../.env') })",
      ["dotenv file:../.env (dotenv)"],
    ],
    [
      "const path = require('path'); require('dotenv').config({ path: path.resolve(process.cwd(), '.env') })",
      ["dotenv cwd:.env (dotenv)"],
    ],
    [
      "require('dotenv').config({ path: process.env.NODE_ENV === 'test' ? '.env.test' : '.env' })",
      ["dotenv cwd:.env (dotenv)"],
    ],
    ["require('dotenv').config({ path: process.env.CI ? '.env.ci' : '.env' })", ["dotenv ? (dotenv)"]],
    ["require('dotenv').config({ path: __dirname + '/.env' })", ["dotenv file:.env (dotenv)"]],
    ["require('dotenv').config({ path: `${__dirname}/../.env` })", ["dotenv file:../.env (dotenv)"]],
    ["require('dotenv').config({ path: '/etc/app.env' })", ["dotenv absolute:/etc/app.env (dotenv)"]],
    ["require('dotenv').config({ path: `.env.${process.env.NODE_ENV}` })", ["dotenv ? (dotenv)"]],
    ["require('dotenv').config({ path: process.env.ENV_FILE })", ["dotenv ? (dotenv)"]],
    ["require('dotenv').config(options)", ["dotenv ? (dotenv)"]],
    ["const options = { path: 'a.env' }; require('dotenv').config(options)", ["dotenv cwd:a.env (dotenv)"]],
    ["const file = 'a.env'; require('dotenv').config({ path: file })", ["dotenv cwd:a.env (dotenv)"]],
    [
      `${dotenv}import { fileURLToPath } from 'node:url'; dotenv.config({ path: fileURLToPath(new URL('../.env', import.meta.url)) })`,
      ["dotenv file:../.env (dotenv)"],
    ],
    [
      `${dotenv}import path from 'node:path'; import { fileURLToPath } from 'node:url'; const here = path.dirname(fileURLToPath(import.meta.url)); dotenv.config({ path: path.join(here, '.env') })`,
      ["dotenv file:.env (dotenv)"],
    ],
    [
      `${dotenv}import { join } from 'node:path'; dotenv.config({ path: join(import.meta.dirname, '..', '.env') })`,
      ["dotenv file:../.env (dotenv)"],
    ],
    [`${dotenv}const values = {}; dotenv.config({ processEnv: values })`, ["dotenv cwd:.env own (dotenv)"]],
    [
      `${dotenv}import { readFileSync } from 'node:fs'; const c = dotenv.parse(readFileSync('.env'))`,
      ["dotenv cwd:.env own (dotenv)"],
    ],
    [`${dotenv}dotenv.parse(text)`, []],
    [
      `${dotenv}import { expand } from 'dotenv-expand'; expand(dotenv.config())`,
      ["dotenv-expand cwd:.env (dotenv)"],
    ],
    ["require('dotenv-flow').config()", ["dotenv ? (dotenv-flow)"]],
    ["import '@dotenvx/dotenvx/config'", ["dotenvx cwd:.env (@dotenvx/dotenvx)"]],
    [
      "import { config } from '@dotenvx/dotenvx'; config({ path: ['.env.local'], overload: true })",
      ["dotenvx cwd:.env.local override (@dotenvx/dotenvx)"],
    ],
    ["require('node-env-file')(__dirname + '/.env')", ["decouple file:.env (node-env-file)"]],
    [
      "import env from 'node-env-file'; env('a.env', { overwrite: true })",
      ["decouple cwd:a.env override (node-env-file)"],
    ],
    ["process.loadEnvFile()", ["node cwd:.env"]],
    ["import { loadEnvFile } from 'node:process'; loadEnvFile('a.env')", ["node cwd:a.env"]],
    ["process.loadEnvFile(new URL('.env', import.meta.url))", ["node file:.env"]],
    [
      "import { existsSync } from 'node:fs'; if (existsSync('.env')) process.loadEnvFile('.env')",
      ["node cwd:.env"],
    ],
    ["try { process.loadEnvFile() } catch {}", ["node cwd:.env guarded"]],
    ["if (process.env.NODE_ENV !== 'production') require('dotenv').config()", ["dotenv cwd:.env (dotenv)"]],
    [
      "if (process.env.NODE_ENV === 'test') require('dotenv').config()",
      ["dotenv cwd:.env (dotenv) conditional"],
    ],
    ["if (flags.local) require('dotenv').config()", ["dotenv cwd:.env (dotenv) conditional"]],
    [
      "import { parseEnv } from 'node:util'; import fs from 'node:fs'; const c = parseEnv(fs.readFileSync('.env', 'utf8'))",
      ["node cwd:.env own"],
    ],
    [
      "import { loadEnv } from 'vite'; export default { e: loadEnv('development', '.', '') }",
      ["dotenv-expand ? own (vite)"],
    ],
    [
      "import { loadEnvConfig } from '@next/env'; loadEnvConfig(process.cwd())",
      ["dotenv-expand ? (@next/env)"],
    ],
    ["import { loadEnv } from 'surestart/env'; loadEnv({ files: ['.env'] })", ["node cwd:.env (surestart)"]],
    [
      "import { ConfigModule } from '@nestjs/config'; ConfigModule.forRoot({ envFilePath: ['.env.local', '.env'] })",
      ["dotenv cwd:.env.local,.env (@nestjs/config)"],
    ],
    ["import { ConfigModule } from '@nestjs/config'; ConfigModule.forRoot({ ignoreEnvFile: true })", []],
    [`${dotenv}export function load() { dotenv.config() }`, ["dotenv cwd:.env (dotenv) in load"]],
    ["// require('dotenv').config()", []],
    ["const s = 'require(\"dotenv\").config()'", []],
    ["import type {} from 'dotenv/config'", []],
    ["import { config } from './config.js'; config()", []],
  ])("%s", (code, expected) => {
    expect(loads(code, "a.mts")).toEqual(expected);
  });

  test.each([
    ["('.env')", true],
    ["('.env', { raise: true })", true],
    ["('.env', { raise: false })", undefined],
    ["('.env', { raise: strict })", undefined],
    ["('.env', options)", undefined],
  ])("whether it throws for a missing file: %s", (args, demands) => {
    const [load] = eventsOf(read(`require('node-env-file')${args}`), "load");
    expect(load?.demands).toBe(demands);
  });

  test("the path stands where it is written", () => {
    const [load] = eventsOf(read("process.loadEnvFile('a.env')"), "load");
    expect(load?.path).toEqual({
      at: { file: "a.mjs", line: 1, column: 21, endColumn: 28 },
      text: "'a.env'",
    });
    expect(load?.how).toBe("process.loadEnvFile('a.env')");
  });
});
