import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const home = path.join(root, "packages/surestart");
const families = ["env", "secret", "source", "port", "runtime", "app", "service", "health", "resource"];

const [code = ""] = process.argv.slice(2);
const [family = "", name = ""] = code.split("/");

if (!families.includes(family) || !/^[a-z]+(-[a-z]+)*$/.test(name) || /^(no|avoid|use|prefer)-/.test(name)) {
  process.stderr.write(
    `Give a code: FAMILY/NAME in kebab case that names the fault, FAMILY one of ${families.join(", ")}.\n`,
  );
  process.exitCode = 2;
} else make();

/** Writes the file of a diagnosis that works, its line in the index, its code in the list of codes, and its page. */
function make(): void {
  const file = path.join(home, "src/diagnoses", family, `${name}.ts`);
  if (existsSync(file)) {
    process.stderr.write(`${code} already exists: ${path.relative(process.cwd(), file)}\n`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(file, template());
  const [index, codes] = register();
  // The linter sorts the imports of the index.
  run("node_modules/@biomejs/biome/bin/biome", "check", "--write", file, index, codes);
  run("scripts/diagnosis-pages.ts");
  process.stdout.write(
    `${path.relative(process.cwd(), file)}: fill in its parts, move its line in src/diagnoses/index.ts to where a start meets the fault, then npm run pages and npm run diagnosis -- ${code}\n`,
  );
}

function register(): [index: string, codes: string] {
  const index = path.join(home, "src/diagnoses/index.ts");
  const identifier = [family, ...name.split("-").map((w) => w[0]?.toUpperCase() + w.slice(1))].join("");
  const text = readFileSync(index, "utf8")
    .replace(/\n\n\/\*\*/, `\nimport ${identifier} from "./${code}.ts";\n\n/**`)
    .replace(/\n\];\n/, `\n  ${identifier},\n];\n`);
  writeFileSync(index, text);
  const codes = path.join(home, "test/diagnoses/codes.ts");
  writeFileSync(codes, readFileSync(codes, "utf8").replace(/\n\];/, `\n  "${code}",\n];`));
  return [index, codes];
}

function run(...words: string[]): void {
  const [script = "", ...rest] = words;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, script), ...rest], {
    cwd: root,
    encoding: "utf8",
  });
  if (status === 0) return;
  process.stderr.write(`${script} failed:\n${stdout}${stderr}`);
  process.exitCode = 1;
}

/** Found in the last words of a program, as the simplest are; every part is to be replaced. */
function template(): string {
  const words = name.replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as {
    version: string;
  };
  return `import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { said, saidCases } from "${family === "resource" ? "." : "../resource"}/_said.ts";

/** What programs say that meet it. */
const signs = /${words} \\(write here what they say\\)/;

export default defineDiagnosis({
  code: "${code}",
  since: "${version}",
  stage: "R",
  detect: (facts) => said(facts, signs),
  about: () => [],
  finding: ({ words }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: "${title}",
    detail: \`The program says: "\${words}".\`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: () => [{ id: "correct", title: "Say what to do (write here)", safety: "manual", changes: [] }],
  page: {
    what: "${title} (write here: the fault, in one sentence).",
    why: "A start fails with it (write here why).",
    causes: ["Something was done (write here what leads to it)."],
    steps: ["Do this (write here what to do, with the command)."],
    not: "It is not something else (write here what it is taken for, with its code).",
  },
});

export function cases(): Cases {
  return saidCases("${words}", ["Error: ${words} (write here what they say)"]);
}
`;
}
