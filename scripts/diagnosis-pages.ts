import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Cases, Diagnosis } from "../packages/surestart/src/diagnose.ts";
import { catalogue } from "../packages/surestart/src/diagnoses/index.ts";

const home = path.resolve(import.meta.dirname, "..");
const folder = path.join(home, "docs/diagnoses");

/** The pages of docs/diagnoses as the catalogue makes them, by their path in that folder. */
export async function pages(): Promise<Map<string, string>> {
  const all = [...catalogue].sort((a, b) => a.code.localeCompare(b.code));
  const made = new Map<string, string>([["README.md", list(all)]]);
  for (const diagnosis of all) {
    const { cases } = (await import(
      path.join(home, "packages/surestart/src/diagnoses", `${diagnosis.code}.ts`)
    )) as { cases: () => Cases };
    made.set(`${diagnosis.code.replace("/", "-")}.md`, page(diagnosis, cases()));
  }
  return made;
}

/** The README with the number of diagnoses that the catalogue has. */
function readme(): { now: string; right: string } {
  const now = readFileSync(path.join(home, "README.md"), "utf8");
  return { now, right: now.replace(/\[\d+ diagnoses\]/g, `[${catalogue.length} diagnoses]`) };
}

/** Pages that are missing, differ, or belong to no diagnosis; and the README, where it counts others. */
export async function stalePages(): Promise<string[]> {
  const made = await pages();
  const there = readdirSync(folder);
  const stale = [...made]
    .filter(([name, text]) => !there.includes(name) || readFileSync(path.join(folder, name), "utf8") !== text)
    .map(([name]) => name);
  const { now, right } = readme();
  return [
    ...stale,
    ...there.filter((name) => !made.has(name)),
    ...(now === right && now.includes(` diagnoses]`) ? [] : ["../../README.md"]),
  ];
}

function list(all: readonly Diagnosis[]): string {
  const rows = all.map(
    (d) =>
      `| [${d.code}](${d.code.replace("/", "-")}.md) | ${d.page.what.replaceAll("|", "\\|")} | ${found[d.stage]} |`,
  );
  return `# The diagnoses\n\nMade from the catalogue by \`npm run pages\`; a test fails when they differ.\n\n| code | the fault | found by |\n|---|---|---|\n${rows.join("\n")}\n`;
}

const found = { D: "doctor", R: "run", DR: "doctor, run" } as const;

function page(
  { code, since, stage, page: { what, why, causes, says, not } }: Diagnosis,
  { claims, leaves }: Cases,
): string {
  const examples = [
    ...claims.map((c) => `- It is this: ${c.name}.`),
    ...leaves.map((c) => `- It is not: ${c.name}.`),
  ];
  return `# ${code}\n\n${what}\n\nFound by ${found[stage]}, since ${since}.\n\n## Why\n\n${why}\n\n## Causes\n\n${causes.map((c) => `- ${c}`).join("\n")}\n${says ? `\n## What programs say\n\n${says.map((line) => `- \`${line}\``).join("\n")}\n` : ""}\n## What it is not\n\n${not}\n\n## Cases it is tested with\n\n${examples.join("\n")}\n`;
}

if (import.meta.main) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await pages()) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(home, "README.md"), readme().right);
}
