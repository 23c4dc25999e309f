import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts, PackageFact } from "../../facts.ts";
import { distributionName, isKnownPackage, lastWith } from "../../known/_distributions.ts";
import { nearest } from "../../near.ts";
import { normalName } from "../../requirement.ts";
import { byPath, lastWords, moduleNotFound } from "./_crash-text.ts";
import {
  installCommand,
  isInstalled,
  isMissing,
  missingPackages,
  subjectsOf,
  topOf,
  whereInstalled,
} from "./_packages.ts";

interface Evidence {
  name: string;
  distribution: string;
  declared: boolean;
  at: PackageFact["at"] | null;
  /** No import says it: the start command names it. */
  byCommand?: true;
  /** The program itself said so. */
  said: boolean;
  /** Why a library asks for it, in its own words. */
  words?: string;
  /** A manifest, what is installed, or the table of names says that this is a package. */
  known: boolean;
}

export default defineDiagnosis({
  code: "runtime/module-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const said = sayingMissing(facts);
    // What no manifest names may come with the packages that are to be installed first.
    const first = missingPackages(facts) !== null;
    const lacking = facts.runtime.packages.filter(
      (p) => isMissing(p) && (!first || p.declared || p.name === said?.name),
    );
    const read = lacking.map((p) => ({
      name: p.name,
      distribution: p.distribution,
      declared: p.declared,
      at: p.at,
      said: said?.name === p.name,
      known: p.declared || p.byCommand === true || isKnownPackage(p.name, languageOf(facts)),
      ...(p.byCommand ? { byCommand: true as const } : {}),
    }));
    if (said && !read.some((p) => p.said)) {
      // Django imports its apps by the names in its settings: the name is there, and the error's place is elsewhere.
      const named = facts.source.imports.find((i) => i.package === said.name && i.reached)?.at;
      return [{ ...said, at: named ?? facts.run?.crash?.at ?? null, said: true }, ...read];
    }
    return read;
  },
  about: (missing) => subjectsOf([missing]),
  finding: ({ name, distribution, declared, at, byCommand, said, known, words }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "warning" : "error",
    confidence: "certain",
    role: said ? "crash" : "would",
    title: `${known && !lastWith[name] && !distribution.includes("[") ? distribution : name} is not installed`,
    detail: `${words ? `It says: "${words}". ` : ""}${byCommand ? `The start command runs ${name}` : at && isImported(facts, name) ? `${at.file} imports ${name}` : `The program needs ${name}`}, and ${whereInstalled(facts)} does not have it${lastWith[name] ? `: only ${lastWith[name]} brings it` : declared ? "; a manifest of the project lists it" : ""}.${known ? "" : ` No manifest of the project lists it, and the project has no module of that name: it may be a typing mistake, or a package with another name.`}`,
    ...(at ? { at } : {}),
  }),
  fixes: ({ name, distribution, declared, known }, facts) => {
    if (!known)
      return [
        {
          id: "find-package",
          title: `Correct the name${meant(name, facts)}, or add the package that contains ${name} to the manifest`,
          safety: "manual",
          changes: [],
        },
      ];
    const exact = lastWith[name] ?? distribution;
    return [
      {
        id: "install",
        title: `Install ${exact}`,
        safety: "manual",
        command: /[<[]/.test(exact)
          ? installCommand(facts, `"${exact}"`, false)
          : installCommand(facts, exact, declared),
        changes: [],
      },
    ];
  },
  page: {
    what: "A package is imported, but the interpreter or node_modules in use does not have it.",
    why: "The import fails before anything else runs.",
    causes: [
      "It was added to the code or to the manifest, and was not installed here.",
      "It is imported under another name than it is installed (serial is pyserial, yaml is PyYAML).",
      "An optional part of a package (email-validator for pydantic's EmailStr).",
    ],
    steps: [
      "Install it where the program runs: `python3 -m pip install NAME` with the interpreter of the start command, or `npm install NAME`. The finding has the exact command.",
      "Add it to the manifest (requirements.txt, pyproject.toml), so that the next install has it; npm does so itself.",
      "If no such package exists, correct the name in the import.",
    ],
    says: [
      "ModuleNotFoundError: No module named '…'",
      "Cannot find module '…'",
      "ERR_MODULE_NOT_FOUND: Cannot find package '…'",
    ],
    not: "A package that is in the project's virtual environment is runtime/wrong-interpreter; with no node_modules at all it is runtime/node-modules-missing; several that a manifest lists, or all of them, are runtime/packages-missing; a file of the project is runtime/local-import-missing.",
  },
});

type Said = Pick<Evidence, "name" | "distribution" | "declared" | "known" | "words">;

/** What the program's own error says is missing: a package, and never a module of the project. */
function sayingMissing(facts: Facts): Said | null {
  const missing = moduleNotFound(facts);
  if (missing !== null && !byPath.test(missing)) {
    const top = topOf(missing);
    const known = facts.runtime.packages.find((p) => p.name === top);
    const own =
      topOf(facts.command?.entry?.module ?? "") === top ||
      facts.source.imports.some((i) => i.resolved !== null && i.specifier.split(".")[0] === top) ||
      facts.source.pythonFiles?.some((f) => f.startsWith(`${top}/`) || f === `${top}.py`);
    // Of an installed package only a part is missing.
    if (!own && !(missing !== top && (known?.installed || isInstalled(top, facts)))) {
      const language = languageOf(facts);
      const named = declaredAs(top, facts);
      return {
        name: top,
        distribution:
          known?.distribution ?? named ?? (language === "python" ? distributionName(top, missing) : top),
        declared: known?.declared ?? named !== null,
        known: known?.declared || named !== null || isKnownPackage(top, language),
      };
    }
  }
  const demanded =
    /^(?:ImportError: )?([A-Za-z0-9_.-]+) is not installed,? run [`'"]?pip install/m.exec(lastWords(facts)) ??
    /(?:Please |please |run |Run )[`'"]?pip install ['"`]?([A-Za-z0-9_.-]+)/.exec(
      facts.run?.crash?.message ?? "",
    );
  const name = demanded?.[1];
  const [lacks, brought] = name === undefined ? brings(facts) : [name, name];
  if (!lacks || !brought) return null;
  const said = { name: lacks, distribution: brought, declared: false, known: true };
  const [words] = facts.run?.crash?.message.split(/\.?(?:\n|\. |$)/) ?? [];
  return brought !== lacks && words ? { ...said, words } : said;
}

/**
 * An installed library says which package it lacks, and how it is brought: `requires "x" to be installed … pip install x`, or by
 * an extra of its own: `the 'x' package is not installed … pip install me[x]`.
 */
function brings(facts: Facts): [name?: string, brought?: string] {
  const last = facts.run?.crash?.frames.at(-1);
  if (last?.own !== false) return [];
  const text = lastWords(facts);
  const [, name] =
    /["'`]([\w.-]+)["'`](?: package| library| module)? (?:to be|must be|is not|isn't) installed/.exec(text) ??
    [];
  const [, brought = "", extra] = /pip install ["'`]?([\w.-]+)(\[[\w,-]+\])?/.exec(text) ?? [];
  if (name === undefined) {
    // fastapi.cli: `To use the fastapi command, please install "fastapi[standard]"`.
    const whole = /\bplease install ["'`]([\w.-]+\[[\w,-]+\])["'`]/i.exec(text)?.[1];
    return whole === undefined ? [] : [whole, whole];
  }
  if (extra === undefined) return name === brought ? [name, name] : [];
  const itself = new RegExp(`(?:site|dist)-packages[\\\\/]${brought.replaceAll("-", "_")}[\\\\/]`);
  return itself.test(last.file) ? [name, `${brought}${extra}`] : [];
}

/** The distribution of a manifest that a module has its name from. */
function declaredAs(name: string, facts: Facts): string | null {
  const python = languageOf(facts) === "python";
  const wanted = [name, ...(python ? [distributionName(name)] : [])].map(normalName);
  const all = facts.runtime.manifests
    .filter((m) => (m.kind === "package.json") !== python)
    .flatMap((m) => [...m.packages, ...m.dev]);
  return all.find((one) => wanted.includes(normalName(one))) ?? null;
}

/** A name near to it that a manifest lists, or a module of the project. */
function meant(name: string, facts: Facts): string {
  const own = (facts.source.pythonFiles ?? []).map((file) => topOf(file).replace(/\.py$/, ""));
  const listed = facts.runtime.manifests.flatMap((m) =>
    [...m.packages, ...m.dev].map((one) => one.replaceAll("-", "_")),
  );
  const near = nearest(name, [...new Set([...own, ...listed])]);
  return near ? ` (${near} is similar)` : "";
}

function languageOf({ command }: Facts): "python" | "node" {
  return command?.language === "python" ? "python" : "node";
}

/** Only what was read is said: an error may come from a package's own import. */
function isImported(facts: Facts, name: string): boolean {
  return facts.source.imports.some((i) => i.package === name);
}

export { cases } from "./_module-missing-cases.ts";
