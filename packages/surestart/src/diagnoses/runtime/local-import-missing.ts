import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts, SourceImport } from "../../facts.ts";
import { hookOf } from "../_plain-node.ts";
import { type Alias, aliasesLeft, ofAlias, resolveAlias } from "./_alias.ts";
import { moduleNotFound } from "./_crash-text.ts";
import { type JoinedNames, joinedFix, joinedNames, joinedSentence } from "./_joined-names.ts";
import { topOf } from "./_packages.ts";

type Evidence =
  | { alias: Alias; joined?: never }
  | { alias?: never; joined: JoinedNames }
  | {
      alias?: never;
      joined?: never;
      missing: SourceImport;
      near: { file: string; specifier: string } | null;
    };

export default defineDiagnosis({
  code: "runtime/local-import-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const joined = joinedNames(facts);
    if (joined) return [{ joined }];
    const missing = facts.source.imports
      .filter((i) => i.missing && !i.settings && !i.optional && i.reached && !i.late)
      // What a tool generates is that tool's to make.
      .filter((i) => !facts.runtime.generatedMissing?.specifiers?.includes(i.specifier))
      .map((i) => ({ missing: i, near: facts.runtime.nearFiles?.[`${i.file} ${i.specifier}`] ?? null }))
      .filter(({ missing, near }) => !mayBeServed(facts, missing, near));
    return [...missing, ...aliasesLeft(facts).map((alias) => ({ alias }))];
  },
  about: (evidence) =>
    evidence.joined ? [`package ${topOf(evidence.joined.name)}`, `module ${evidence.joined.name}`] : [],
  finding: (evidence, facts) => {
    if (evidence.alias) return ofAlias(evidence.alias, facts);
    if (evidence.joined) return joinedSentence(evidence.joined);
    const { missing, near } = evidence;
    const failed =
      facts.run?.outcome === "failed" &&
      (facts.run.crash?.code === "ERR_MODULE_NOT_FOUND" ||
        facts.run.crash?.code === "MODULE_NOT_FOUND" ||
        facts.run.crash?.code === "ERR_UNSUPPORTED_DIR_IMPORT" ||
        /No module named|cannot import name|Cannot find module|Could not import module/.test(
          facts.run.crash?.message ?? "",
        ));
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: "certain",
      role: failed ? "crash" : "would",
      title: `${missing.specifier} does not exist`,
      detail: `${missing.file} imports ${missing.specifier}, and there is no such file${near ? `; ${near.file} is similar` : ""}.`,
      at: missing.at,
      also: near ? [{ file: near.file, note: "the similar file" }] : [],
    };
  },
  fixes: (evidence) => {
    if (evidence.alias) return [resolveAlias];
    if (evidence.joined) return [joinedFix(evidence.joined)];
    const { missing, near } = evidence;
    if (!near || missing.at.line === undefined || missing.at.column === undefined)
      return [
        { id: "correct", title: "Correct the path, or create the file", safety: "manual", changes: [] },
      ];
    return [
      {
        id: "near-file",
        title: `Import ${near.specifier}`,
        safety: "review",
        changes: [
          {
            do: "replace-near",
            file: missing.at.file,
            line: missing.at.line,
            old: missing.specifier,
            new: near.specifier,
          },
        ],
      },
    ];
  },
  page: {
    what: "The project's own code imports a file of the project that does not exist.",
    why: "ES modules need the whole name with its extension, and file systems on Linux distinguish upper and lower case.",
    causes: [
      "The .js extension is missing in an ES module.",
      "The import and the name of the file differ in upper and lower case, which macOS and Windows accept.",
      "The file was moved or renamed.",
      "A comma is missing between two strings in a Python list, so Python joins them (INSTALLED_APPS).",
      "A path alias of tsconfig.json is left in what Node runs: the compiler resolves it, but does not rewrite it.",
    ],
    steps: [
      "Correct the import: `surestart doctor --fix` shows the change where a similar file exists.",
      "If the file was never committed or was deleted, restore it.",
      'Path aliases: let the build replace them (tsc-alias after tsc, or a bundler), or use "imports" in package.json, whose names begin with #.',
    ],
    examples: [
      {
        file: "server.js",
        wrong: 'import { routes } from "./routes";',
        right: 'import { routes } from "./routes.js";',
      },
      {
        file: "settings.py",
        wrong: 'INSTALLED_APPS = [\n    "shop"\n    "orders",\n]',
        right: 'INSTALLED_APPS = [\n    "shop",\n    "orders",\n]',
      },
    ],
    says: ["Cannot find module './…'", "ERR_UNSUPPORTED_DIR_IMPORT"],
    not: "A package that is missing is runtime/module-missing.",
  },
});

/** A hook finds it: one that compiles TypeScript takes `.ts` where `.js` is written. Only a run can tell that it does not. */
function mayBeServed(facts: Facts, missing: SourceImport, near: { specifier: string } | null): boolean {
  const hook = hookOf(facts);
  if (!hook || moduleNotFound(facts) !== null) return false;
  const bare = (specifier: string): string => specifier.replace(/\.[cm]?[jt]sx?$/, "");
  return hook === "any" || (near !== null && bare(near.specifier) === bare(missing.specifier));
}

export { cases } from "./_local-import-missing-cases.ts";
