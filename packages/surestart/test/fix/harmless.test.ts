import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { dialects as allDialects, readEnv } from "../../src/env/dialects.ts";
import { bindingsOf, keyOf, readDocument } from "../../src/env/document.ts";
import { findEnvFiles } from "../../src/env/find.ts";
import { resolveEnv } from "../../src/env/resolve.ts";
import type { Dialect, EnvFile, Facts, Loader } from "../../src/facts.ts";
import type { Change, Fix } from "../../src/finding.ts";
import { apply } from "../../src/fix/apply.ts";
import { Journal } from "../../src/fix/journal.ts";
import { offered } from "../../src/fix/offer.ts";
import { planFix } from "../../src/fix/plan.ts";
import { undo } from "../../src/fix/undo.ts";
import { survey } from "../../src/survey/index.ts";
import { variablesOf } from "../../src/survey/variables.ts";
import { envFile, envText } from "../env/arbitrary.ts";

const dir = mkdtempSync(join(tmpdir(), "surestart-harmless-"));
const dotenv = join(dir, ".env");
const names = ["KEY", "B", "X_1", "LONG_NMAE", "MOON_SECRET"];
let base: Facts;

beforeAll(async () => {
  const reads = names.map((name) => `if (!process.env.${name}) throw new Error("${name}");\n`).join("");
  writeFileSync(
    join(dir, "server.js"),
    `${reads}require("node:http").createServer().listen(process.env.PORT);\n`,
  );
  base = await survey({ dir, argv: ["node", "server.js"], environment: { HOME: dir }, sockets: false });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Texts of every kind, with all that some loader of all treats in a way of its own, in every encoding. */
const bytes: fc.Arbitrary<Uint8Array> = fc
  .record({
    text: fc.oneof(
      envFile,
      envText,
      fc.tuple(envFile, envText).map((parts) => parts.join("")),
    ),
    encoding: fc.constantFrom("utf-8", "utf-8", "utf-8", "bom", "utf-16le", "latin1"),
  })
  .map(({ text, encoding }) => {
    if (encoding === "bom") return Buffer.from(`\uFEFF${text}`);
    if (encoding === "utf-16le") return Buffer.from(`\uFEFF${text}`, "utf16le");
    return Buffer.from(text, encoding as "utf-8");
  });
const inUse = fc.uniqueArray(fc.constantFrom(...allDialects), { minLength: 1, maxLength: 3 });

test("no fix of the catalogue changes what it does not mean, in any dialect in use, and undo gives the same bytes back", async () => {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(bytes, inUse, async (content, dialects) => {
      writeFileSync(dotenv, content, { mode: 0o600 });
      const facts = await factsWith(dialects);
      const findings = offered(diagnose(facts, catalogue).findings, facts);
      for (const fix of findings.flatMap(({ fixes }) => fixes)) {
        if (!fix.changes.some((change) => "file" in change && change.file === ".env")) continue;
        tried++;
        check(fix, content, dialects, facts);
      }
    }),
    { numRuns: 250 },
  );
  expect(tried).toBeGreaterThan(100);
}, 120_000);

function check(fix: Fix, before: Uint8Array, dialects: readonly Dialect[], facts: Facts): void {
  const journal = new Journal(dir, { XDG_STATE_HOME: join(dir, "state") });
  const { mode } = statSync(dotenv);
  const entry = apply(planFix(fix.changes, dir), { titles: ["a test"], journal });
  const after = readFileSync(dotenv);
  try {
    const meant = meantToChange(fix.changes, before, after, facts);
    for (const dialect of dialects) {
      const [old, now] = [before, after].map(
        (one) => readEnv(one, dialect, { env: facts.env.environment }).values,
      );
      const others = new Set<string>(
        [...Object.keys(old!), ...Object.keys(now!)].filter((key) => isName(key) && !meant.has(key)),
      );
      for (const key of others)
        expect([key, now![key]], `${dialect}: ${fix.title} of ${JSON.stringify(String(before))}`).toEqual([
          key,
          old![key],
        ]);
    }
  } finally {
    if (entry !== null) undo(dir, dir, journal, entry);
  }
  expect(readFileSync(dotenv).equals(before)).toBe(true);
  expect(statSync(dotenv).mode).toBe(mode);
}

/** What a fault makes of a key (`A: \nX_1`) no program asks for. */
function isName(key: string): boolean {
  return /^[\w.-]+$/.test(key);
}

/** Keys that a change names, those on lines that it writes, and those that the fault of such a line or of the file costs. */
function meantToChange(
  changes: readonly Change[],
  before: Uint8Array,
  after: Uint8Array,
  facts: Facts,
): Set<string> {
  const keys = new Set<string>();
  const lines = new Set<number>();
  for (const change of changes) {
    if (change.do === "env-set" || change.do === "env-respell") {
      keys.add(change.key);
      if (change.line !== undefined) lines.add(change.line);
    } else if (change.do === "env-rename-key") for (const key of [change.from, change.to]) keys.add(key);
    else if (change.do === "lines" && change.with.length > 0)
      for (let line = change.from; line <= change.to; line++) lines.add(line);
    else if (change.do === "recode")
      for (const text of [before, after]) for (const key of keysOf(text)) keys.add(key);
  }
  for (const text of [before, after]) {
    const document = readDocument(text);
    for (const binding of bindingsOf(document))
      if (lines.has(binding.line)) keys.add(keyOf(document, binding));
  }
  for (const { problems } of facts.env.files)
    for (const { at, loses, key } of problems)
      if (lines.has(at.line ?? 0)) for (const one of [...loses, key]) if (one !== null) keys.add(one);
  return keys;
}

/** As every dialect sees them: what a wrong encoding makes of a key is none that anybody means. */
function keysOf(text: Uint8Array): string[] {
  return allDialects.flatMap((dialect) => Object.keys(readEnv(text, dialect).values));
}

/** The facts of a program that loads the .env in each of these ways. */
async function factsWith(dialects: readonly Dialect[]): Promise<Facts> {
  const loaders = dialects.map(loaderOf);
  const environment = base.env.environment;
  const files = (await findEnvFiles([dir], dir, { dialects, env: environment })) as EnvFile[];
  const content = readFileSync(dotenv);
  const resolved = resolveEnv({
    environment,
    loaders: loaders.map(({ dialect }) => ({ dialect, files: [{ file: ".env", content }] })),
  });
  const { reads } = base.source;
  const variables = variablesOf({
    environment,
    computed: [],
    files,
    loaders,
    compared: loaders,
    reads,
    resolved,
  });
  return { ...base, env: { ...base.env, files, loaders, variables, loadedByRun: null } };
}

function loaderOf(dialect: Dialect): Loader {
  return {
    dialect,
    how: dialect,
    at: null,
    files: [".env"],
    found: [".env"],
    override: false,
    plain: true,
    search: "command",
    own: false,
    when: "command",
    installed: null,
  };
}
