import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const home = path.resolve(import.meta.dirname, "../packages/surestart");
const families = ["env", "secret", "source", "port", "runtime", "app", "service", "health", "resource"];

const [code = ""] = process.argv.slice(2);
const [family = "", name = ""] = code.split("/");

if (!families.includes(family) || !/^[a-z]+(-[a-z]+)*$/.test(name) || /^(no|avoid|use|prefer)-/.test(name)) {
  process.stderr.write(
    `Give a code: FAMILY/NAME in kebab case that names the fault, FAMILY one of ${families.join(", ")}.\n`,
  );
  process.exitCode = 2;
} else make();

/** Writes the file of a diagnosis to be filled in, its line in the index, and its code in the list of codes. */
function make(): void {
  const file = path.join(home, "src/diagnoses", family, `${name}.ts`);
  if (existsSync(file)) {
    process.stderr.write(`${code} exists: ${path.relative(process.cwd(), file)}\n`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(file, template());
  register();
  process.stdout.write(
    `${path.relative(process.cwd(), file)}: fill in its parts, move its line in src/diagnoses/index.ts to where a start meets the fault, then npm test.\n`,
  );
}

function register(): void {
  const index = path.join(home, "src/diagnoses/index.ts");
  const identifier = [family, ...name.split("-").map((w) => w[0]?.toUpperCase() + w.slice(1))].join("");
  const text = readFileSync(index, "utf8")
    .replace(/\n\n\/\*\*/, `\nimport ${identifier} from "./${code}.ts";\n\n/**`)
    .replace(/\n\] as unknown/, `\n  ${identifier},\n] as unknown`);
  writeFileSync(index, text);
  const codes = path.join(home, "test/diagnoses/codes.ts");
  writeFileSync(codes, readFileSync(codes, "utf8").replace(/\n\];/, `\n  "${code}",\n];`));
}

function template(): string {
  return `import { type Cases, defineDiagnosis } from "../../diagnose.ts";

export default defineDiagnosis({
  code: "${code}",
  since: "",
  stage: "DR",
  detect: (facts) => (facts.run ? [] : []),
  finding: () => ({
    severity: "error",
    confidence: "certain",
    role: "would",
    title: "",
    detail: "",
  }),
  fixes: () => [],
  page: {
    what: "",
    why: "",
    causes: [""],
    not: "",
  },
});

export const cases: Cases = {
  claims: [{ name: "" }],
  leaves: [{ name: "" }],
};
`;
}
