import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Diagnosis, Example } from "../packages/surestart/src/diagnose.ts";
import { catalogue } from "../packages/surestart/src/diagnoses/index.ts";

const home = path.resolve(import.meta.dirname, "..");
const folder = path.join(home, "docs/diagnoses");

/** The pages of docs/diagnoses as the catalogue makes them, by their path in that folder. */
export async function pages(): Promise<Map<string, string>> {
  const all = [...catalogue].sort((a, b) => a.code.localeCompare(b.code));
  const made = new Map<string, string>([["README.md", list(all)]]);
  for (const diagnosis of all) made.set(`${diagnosis.code.replace("/", "-")}.md`, page(diagnosis));
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

function page({ code, since, stage, page }: Diagnosis): string {
  const { what, why, causes, steps, examples = [], says, not } = page;
  const parts = [
    `# ${code}`,
    what,
    `Found by ${found[stage]}, since ${since}.`,
    "## Why",
    why,
    "## Causes",
    bullets(causes),
    "## What to do",
    steps.map((step, index) => `${index + 1}. ${step}`).join("\n"),
    ...examples.flatMap(example),
    ...(says ? ["## What programs say", bullets(says.map((line) => `\`${line}\``))] : []),
    "## What it is not",
    not,
  ];
  return `${parts.join("\n\n")}\n`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function example({ file, wrong, right }: Example): string[] {
  const where = file === "shell" ? "" : `, in \`${file}\``;
  const block = (text: string): string => `\`\`\`${languageOf(file)}\n${text}\n\`\`\``;
  return wrong === undefined
    ? [`Example${where}:`, block(right)]
    : [`Wrong${where}:`, block(wrong), "Right:", block(right)];
}

const languages: Record<string, string> = {
  Dockerfile: "dockerfile",
  yml: "yaml",
  mjs: "js",
  cjs: "js",
  txt: "",
};

/** A .env is highlighted as a shell's lines are. */
function languageOf(file: string): string {
  if (file === "shell" || /^\.env/.test(file)) return "sh";
  const ending = file.slice(file.lastIndexOf(".") + 1);
  return languages[ending] ?? ending;
}

if (import.meta.main) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await pages()) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(home, "README.md"), readme().right);
}
