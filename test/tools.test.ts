import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Program, parseSync, Visitor } from "oxc-parser";
import { expect, test } from "vitest";
import { tools } from "../packages/surestart/src/known/_all.ts";
import { literally } from "../packages/surestart/src/literally.ts";

const src = path.resolve(import.meta.dirname, "../packages/surestart/src");

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("known/"));

/** Files of projects in small. */
const cases = /^diagnoses\/(?:.*\/)?_(?:.*-)?(?:cases|serve|example-holder)\.ts$/;

/** Names that stand outside known/ for a reason. Whoever adds one says why; usually a field is missing in the row instead. */
const allowed: readonly { why: string; files: Record<string, string> }[] = [
  {
    why: "A dialect has the name of the loader that reads so; here the dialect is meant.",
    files: {
      "facts/project.ts": "bun deno direnv django-environ docker dotenv dotenv-expand dotenvx starlette",
      "diagnoses/_names.ts":
        "bun deno direnv django-environ docker dotenv dotenv-expand dotenvx python-decouple python-dotenv starlette",
      "diagnoses/env/_text-fault.ts": "docker",
      "env/dialects.ts": "deno django-environ docker dotenv-expand dotenvx starlette",
      "env/problems/line-ends.ts": "docker",
      "env/resolve.ts": "deno direnv docker dotenv dotenv-expand dotenvx",
      "fix/spelling.ts": "docker",
      "launch/environment.ts": "dotenv",
      "run/variables.ts": "dotenv",
      "runtime/command/process-file.ts": "bun dotenv perl ruby",
      "shell/script-file.ts": "docker",
      "shell/script.ts": "docker pg",
      "source/javascript/hand-loads.ts": "dotenv",
      "source/load-of-call.ts": "dotenv-expand",
      "survey/env.ts": "docker",
      "survey/loaders.ts": "dotenvx",
      "survey/other-loaders/conventions.ts": "dotenv-expand",
    },
  },
  {
    why: "This file reads the format of one tool's own file, or its variables; what a row can say of it is there.",
    files: {
      "fix/pyproject.ts": "poetry",
      "runtime/command/nx.ts": "nx",
      "runtime/command/python-tasks.ts": "tox",
      "runtime/command/recipes.ts": "dotenv dotenv-expand mise",
      "runtime/command/task-runners.ts": "deno docker nx tox",
      "runtime/find-command.ts": "deno",
      "runtime/install-node.ts": "pnpm",
      "runtime/manifests.ts": "pdm poetry uv",
      "runtime/proposals.ts": "docker",
      "runtime/versions.ts": "poetry rye uv",
      "runtime/workspaces.ts": "lerna nx pnpm uv",
      "services/compose.ts": "docker",
      "source/javascript/project.ts": "pnpm",
      "source/javascript/schemas/rows.ts": "json-schema",
      "survey/other-loaders/bun.ts": "bun",
      "survey/other-loaders/commands.ts": "docker",
      "survey/other-loaders/compose.ts": "docker",
      "survey/other-loaders/direnv.ts": "direnv dotenv",
      "survey/other-loaders/project-files.ts": "docker",
      "survey/other-loaders/scripts.ts": "deno dotenv pdm poe",
    },
  },
  {
    why: "Bun and Deno are runtimes, as Node is: their globals and modules are the language that is read.",
    files: {
      "run/reading.ts": "bun",
      "run/second-look.ts": "bun deno",
      "runtime/interpreter.ts": "bun deno",
      "runtime/node-packages.ts": "bun deno",
      "runtime/project.ts": "bun deno",
      "source/javascript/access.ts": "deno",
      "source/javascript/main-test.ts": "bun",
      "source/javascript/origin.ts": "bun deno",
      "source/javascript/sinks.ts": "deno",
      "source/wanted.ts": "bun deno",
    },
  },
  {
    why: "Words of names that people give to variables, files and folders. near.ts and open-value.ts are below known/.",
    files: {
      "diagnoses/_named-in-error.ts": "uv",
      "diagnoses/_secret-form.ts": "anthropic aws openai resend sentry smtp stripe",
      "diagnoses/secret/exposed.ts": "sentry",
      "diagnoses/service/authentication-failed.ts": "smtp",
      "diagnoses/service/tls.ts": "pg",
      "env/names.ts": "docker",
      "fix/against-rename.ts": "pg",
      "fix/against-source.ts": "nuxt",
      "fix/mentions.ts": "nuxt pnpm tox turbo",
      "launch/crash/frames.ts": "nox tox yarn",
      "near.ts": "django expo flask gatsby nuxt vite",
      "open-value.ts": "django flask",
      "ports/chosen-words.ts": "turbo",
      "runtime/command/built.ts": "nuxt",
      "runtime/find-python.ts": "alembic",
      "source/javascript/listens.ts": "fastify",
    },
  },
  {
    why: "The text of a fix or of the help, or a program that is only started.",
    files: {
      "cli/commands.ts": "uvicorn",
      "diagnoses/runtime/_alias.ts": "tsc",
      "diagnoses/runtime/version-unsupported.ts": "uv",
      "diagnoses/source/_load-fix.ts": "dotenv",
      "launch/stdin-data.ts": "perl",
      "run/screen.ts": "fastapi",
      "runtime/build-missing.ts": "tsc",
      "runtime/unbuilt-package.ts": "tsc",
    },
  },
  {
    why: "What a manager prints around the words of a program, whichever it is.",
    files: {
      "diagnoses/runtime/native-addon-missing.ts": "pnpm",
      "diagnoses/service/_silent.ts": "pnpm",
    },
  },
  {
    why: "A function of a library that hands on what it is given, or an argument of it.",
    files: {
      "source/javascript/carry-call.ts": "zod",
      "source/javascript/home.ts": "fastify",
      "source/python/calls.ts": "environs",
    },
  },
  {
    why: "Of containers, whose service has no row.",
    files: {
      "cli/no-command.ts": "docker",
      "diagnoses/service/_services.ts": "docker",
      "diagnoses/service/host-unknown.ts": "docker",
      "ports/must-not-stop.ts": "docker",
    },
  },
];

test("rooms name no tool but in known/", () => {
  const found = files.flatMap((file) => namesIn(file).map((name) => `${file}: ${name}`));
  const known = allowed.flatMap(({ files }) =>
    Object.entries(files).flatMap(([file, names]) => names.split(" ").map((name) => `${file}: ${name}`)),
  );
  expect(found.length).toBeGreaterThan(50);
  expect(
    found.filter((one) => !known.includes(one)),
    "a tool is named outside known/: move what is known of it to a field of its row, and ask for the field (CONTRIBUTING.md)",
  ).toEqual([]);
  expect(
    known.filter((one) => !found.includes(one)),
    "no longer named there: take it off the list",
  ).toEqual([]);
});

test("a name in a text, a pattern or a template is seen; one in a comment, an import, a page or a case is not", () => {
  const seen = (text: string, file = "diagnoses/env/x.ts"): string[] => namesIn(file, text);
  expect(seen('const a = "django";')).toEqual(["django"]);
  expect(seen("const a = /^VITE_/; const b = `run uvicorn`;")).toEqual(["uvicorn", "vite"]);
  expect(seen('// flask\nimport flask from "../known/flask.ts"; const djangos = 1;')).toEqual([]);
  expect(seen('export default { page: { what: "django" }, title: "flask" };')).toEqual(["flask"]);
  expect(seen('const main = "flask"; export function cases() { return [main, "vite"]; }')).toEqual([]);
  expect(seen('const main = "flask"; use(main); export function cases() { return main; }')).toEqual([
    "flask",
  ]);
});

/**
 * Names of tools that mean something else, too (a word of English, a scheme, the ending of a file), and what every machine has
 * and a fix tells to type.
 */
const words = new Set(
  (
    "command env exec time timeout http next connect serve make task just go nest config esm tsx ws dash tls loopback express java php " +
    "bundle watchdog surestart node nodejs python typescript npm pip git sudo openssl ssh"
  ).split(" "),
);

function namesIn(file: string, text = readFileSync(path.join(src, file), "utf8")): string[] {
  if (cases.test(file)) return [];
  const { program } = parseSync(file, text);
  const skipped: Span[] = file.startsWith("diagnoses/") ? ofCases(program, text) : [];
  const literals: (Span & { text: string })[] = [];
  new Visitor({
    ImportDeclaration: (node) => void skipped.push(node),
    ImportExpression: (node) => void skipped.push(node),
    ExportNamedDeclaration: (node) => void (node.source && skipped.push(node.source)),
    Property: (node) => {
      if (file.startsWith("diagnoses/") && node.key.type === "Identifier" && node.key.name === "page")
        skipped.push(node);
    },
    Literal: ({ start, end }) => void literals.push({ start, end, text: text.slice(start, end) }),
    TemplateElement: ({ start, end, value }) => void literals.push({ start, end, text: value.raw }),
  }).visit(program);
  const counted = literals.filter((literal) => !skipped.some((span) => isIn(literal, span)));
  const found = counted.flatMap((literal) => literal.text.toLowerCase().match(named) ?? []);
  return [...new Set(found)].sort();
}

interface Span {
  start: number;
  end: number;
}

function isIn(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The function with the cases of a diagnosis, and what is declared at the top for it alone. */
function ofCases(program: Program, text: string): Span[] {
  const declared = program.body.flatMap((statement): (Span & { names: string[] })[] => {
    const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    const { start, end } = statement;
    if (node?.type === "FunctionDeclaration") return [{ start, end, names: [node.id?.name ?? ""] }];
    if (node?.type !== "VariableDeclaration") return [];
    return [{ start, end, names: node.declarations.flatMap(({ id }) => ("name" in id ? id.name : [])) }];
  });
  const skipped: Span[] = declared.filter(({ names }) => names.includes("cases"));
  for (let before = -1; skipped.length > 0 && before !== skipped.length; ) {
    before = skipped.length;
    for (const one of declared.filter((each) => !skipped.includes(each))) {
      const uses = one.names.flatMap((name) => [
        ...text.matchAll(new RegExp(`\\b${literally(name)}\\b`, "g")),
      ]);
      const outside = uses.filter(
        ({ index }) => ![one, ...skipped].some((span) => isIn({ start: index, end: index }, span)),
      );
      if (outside.length === 0) skipped.push(one);
    }
  }
  return skipped;
}

const names = tools.flatMap(({ name, programs = [], packages = {}, framework }) => [
  name,
  ...programs,
  ...Object.values(packages),
  ...(framework?.packages ?? []),
]);
const named = new RegExp(
  `(?<![A-Za-z0-9])(?:${[...new Set(names)]
    .filter((name) => name.length > 1 && !words.has(name))
    .sort((a, b) => b.length - a.length)
    .map((name) => literally(name.toLowerCase()))
    .join("|")})(?![A-Za-z0-9])`,
  "g",
);
