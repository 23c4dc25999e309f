import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Case, type Cases, diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { Fix } from "../../src/finding.ts";
import { needs } from "../needs.ts";
import { factsOf, neededBy } from "./in-small.ts";

const inProduction = (one: Omit<Case, "name">): Case => ({
  name: "in production",
  ...one,
  environment: { ...one.environment, NODE_ENV: "production" },
});

/** The .env files that a fix would bring into being. */
function madeBy({ changes }: Fix, present: string[]): string[] {
  return changes.flatMap((change) => {
    if (change.do === "env-from-example") return [change.file];
    const writes = change.do === "env-set" || (change.do === "create" && /(?:^|\/)\.env/.test(change.file));
    return writes && !present.includes(change.file) ? [change.file] : [];
  });
}

const folder = path.join(import.meta.dirname, "../../src/diagnoses");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((f) =>
  /^(?:env|secret|source)[/][a-z][a-z-]*\.ts$/.test(f),
);

describe.each(files)("%s in production", async (file) => {
  const { cases } = (await import(path.join(folder, file))) as { cases: () => Cases };

  test.for(cases().claims.map((c): [string, Case] => [c.name, c]))(
    "%s: makes no .env",
    async ([, one], { skip }) => {
      needs(skip, ...neededBy(one));
      const facts = await factsOf(inProduction(one));
      expect(facts.project.production).toBe(true);
      const { findings } = diagnose(facts, catalogue);
      const fixes = findings.flatMap((finding) => finding.fixes);
      const present = facts.env.files.map(({ file }) => file);
      expect(fixes.flatMap((fix) => madeBy(fix, present))).toEqual([]);
      const made = fixes.map(({ command }) => / init\b|>> (\S+)$/.exec(command ?? ""));
      for (const found of made) if (found) expect(present).toContain(found[1]);
    },
  );
});

const server = (names: string[]): string =>
  `${names.map((n) => `if (!process.env.${n}) throw new Error("${n}");\n`).join("")}require("node:http").createServer().listen(process.env.PORT);\n`;

test.each<[name: string, one: Omit<Case, "name">, title: string, command?: string]>([
  [
    "a secret that is set nowhere",
    { files: { "server.js": server(["SESSION_SECRET"]) } },
    "Set SESSION_SECRET (a fresh random value) in the environment of the deployment",
    "node -p \"require('crypto').randomBytes(32).toString('base64url')\"",
  ],
  [
    "another variable",
    { files: { "server.js": server(["UPLOAD_BUCKET"]) } },
    "Set UPLOAD_BUCKET in the environment of the deployment",
  ],
  [
    "the file that the command demands",
    {
      files: { "server.js": server(["UPLOAD_BUCKET"]), ".env.example": "UPLOAD_BUCKET=\nNAME=shop\n" },
      command: ["node", "--env-file=.env", "server.js"],
    },
    "Remove --env-file=.env from the start command, and set UPLOAD_BUCKET in the environment of the deployment",
  ],
])("%s: in words", async (_name, one, title, command) => {
  const { findings } = diagnose(await factsOf(inProduction(one)), catalogue);
  const [fix] = findings[0]!.fixes;
  expect(findings[0]!.fixes).toHaveLength(1);
  expect(fix).toMatchObject({ title, safety: "manual", changes: [] });
  expect(fix?.command).toBe(command);
});

test("a .env that is there is completed in production, too: it is how this deployment sets its variables", async () => {
  const facts = await factsOf(
    inProduction({
      files: { "server.js": server(["SESSION_SECRET"]), ".env": "NAME=shop\n" },
      command: ["node", "--env-file=.env", "server.js"],
    }),
  );
  expect(diagnose(facts, catalogue).findings[0]?.fixes[0]?.changes).toMatchObject([
    { do: "env-set", file: ".env", key: "SESSION_SECRET" },
  ]);
});
