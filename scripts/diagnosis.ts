import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Cases, type Diagnosis, diagnose } from "../packages/surestart/src/diagnose.ts";
import { catalogue } from "../packages/surestart/src/diagnoses/index.ts";
import type { Finding } from "../packages/surestart/src/finding.ts";
import { nearest } from "../packages/surestart/src/near.ts";
import { type Tried, tryClaim, tryLeft } from "../packages/surestart/test/diagnoses/case-faults.ts";
import { neededBy } from "../packages/surestart/test/diagnoses/in-small.ts";
import { stalePages } from "./diagnosis-pages.ts";

const home = path.resolve(import.meta.dirname, "..");
const folder = path.join(home, "packages/surestart/src/diagnoses");
const asked = process.argv.slice(2);
const chosen = catalogue.filter(({ code }) => asked.includes(code) || asked.includes(code.split("/")[0]!));
const unknown = asked.filter((word) => !catalogue.some(({ code }) => `${code}/`.startsWith(`${word}/`)));

if (asked.length === 0 || unknown.length > 0) {
  const codes = catalogue.map(({ code }) => code);
  const near = unknown[0] === undefined ? null : nearest(unknown[0], codes);
  process.stderr.write(
    asked.length === 0
      ? "Give the code of a diagnosis, or a family: npm run diagnosis -- env/encoding\n"
      : `No diagnosis is called ${unknown.join(", ")}${near ? `; did you mean ${near}?` : ""}\n`,
  );
  process.exitCode = 2;
} else {
  const faults = [lint(), await page()];
  for (const diagnosis of chosen) faults.push(await cases(diagnosis));
  unwritten();
  process.exitCode = faults.includes(false) ? 1 : 0;
}

/** Its file, formatted and linted as the whole house is. */
function lint(): boolean {
  const biome = path.join(home, "node_modules/@biomejs/biome/bin/biome");
  const files = [...chosen.map(({ code }) => path.join(folder, `${code}.ts`)), path.join(folder, "index.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, "check", ...files], {
    cwd: home,
    encoding: "utf8",
  });
  const mends = `npx biome check --write ${files.map((file) => path.relative(home, file)).join(" ")}`;
  say(status === 0, "lint", status === 0 ? [] : [`${mends}\nmends most of it:\n${stdout}${stderr}`]);
  return status === 0;
}

async function page(): Promise<boolean> {
  const names = chosen.map(({ code }) => `${code.replace("/", "-")}.md`);
  const stale = (await stalePages()).filter((name) => names.includes(name) || name === "README.md");
  say(
    stale.length === 0,
    "page",
    stale.length > 0 ? [`npm run pages writes docs/diagnoses/${stale.join(", ")}`] : [],
  );
  return stale.length === 0;
}

/** What is still the scaffold's: the tests fail for it. */
function unwritten(): void {
  for (const { code } of chosen) {
    const file = path.join(folder, `${code}.ts`);
    const lines = readFileSync(file, "utf8").split("\n");
    const left = lines.flatMap((line, at) => (line.includes("(write here") ? [at + 1] : []));
    if (left.length > 0)
      process.stdout.write(`\n  - to be written: ${path.relative(home, file)}, lines ${left.join(", ")}\n`);
  }
}

/** Its cases against the whole catalogue, with what else they set off. */
async function cases({ code }: Diagnosis): Promise<boolean> {
  const { cases } = (await import(path.join(folder, `${code}.ts`))) as { cases: () => Cases };
  const { claims, leaves } = cases();
  process.stdout.write(`\n${code}\n`);
  let right = true;
  for (const [verb, all, run] of [
    ["claims", claims, tryClaim],
    ["leaves", leaves, tryLeft],
  ] as const)
    for (const one of all) {
      const lacking = neededBy(one).filter((command) => !installed(command));
      if (lacking.length > 0) {
        process.stdout.write(`  - ${verb} ${one.name}: ${lacking.join(" and ")} must be installed\n`);
        continue;
      }
      const tried = await run(code, one);
      const fine = tried.faults.length === 0;
      right &&= fine;
      say(fine, `${verb}: ${one.name}`, [...tried.faults, ...beside(code, tried)]);
    }
  return right;
}

/** What else the project of a case is told: findings that stay, and those that gave way. */
function beside(code: string, { facts, findings }: Tried): string[] {
  const alone = catalogue.flatMap((diagnosis) => diagnose(facts, [diagnosis]).findings);
  const stays = (finding: Finding): boolean =>
    findings.some((other) => other.code === finding.code && other.title === finding.title);
  return [
    ...findings.filter((finding) => finding.code !== code).map((f) => `${f.severity} ${f.code}: ${f.title}`),
    ...alone.filter((finding) => !stays(finding)).map((finding) => gaveWay(finding, code)),
  ];
}

function gaveWay(finding: Finding, code: string): string {
  const why = " (others are about all that it is about, and more, or come first in src/diagnoses/index.ts)";
  return `gives way: ${finding.code}${finding.code === code ? why : ""}`;
}

function installed(command: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some(
    (one) => existsSync(path.join(one, command)) || existsSync(path.join(one, `${command}.exe`)),
  );
}

function say(fine: boolean, what: string, more: string[]): void {
  process.stdout.write(`  ${fine ? "✓" : "✗"} ${what}\n${more.map((line) => `      ${line}\n`).join("")}`);
}
