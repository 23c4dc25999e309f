import path from "node:path";
import semver from "semver";
import type { PackageFact, SourceImport, StartCommand } from "../facts.ts";
import { jsonObject, readText } from "../files.ts";
import { distributionName } from "../known/_distributions.ts";
import { normalName } from "../requirement.ts";
import { closure, type Distribution, installedDistributions, installedVersion } from "./distributions.ts";
import { packageOfProgram } from "./get-tool.ts";
import type { PythonInterpreter } from "./interpreter.ts";
import type { Manifest } from "./manifests.ts";
import { findNodePackage, hasNodePackage, isNodeBuiltin, lockedPackages } from "./node-packages.ts";
import { findPythonModule, liesInProject } from "./python-modules.ts";
import { pythonVersionMeets } from "./python-version.ts";
import type { Venv } from "./venvs.ts";

export interface PackageQuestion {
  /** Imports of packages, in the order in which the start meets them. */
  imports: readonly Pick<
    SourceImport,
    "at" | "file" | "language" | "specifier" | "package" | "optional" | "late" | "reached"
  >[];
  /** null: the interpreter is not known, and nothing is said about Python packages. */
  python: PythonInterpreter | null;
  /** The project's folder; files of imports are relative to it. */
  dir: string;
  /** The project's own import folders: a module in one of them does not belong to a package. */
  importDirs: readonly string[];
  venvs: readonly Venv[];
  manifests: readonly Manifest[];
}

/**
 * The packages that the sources import, one entry a package: whether the interpreter in use has it, whether a virtual
 * environment of the project has it, and whether a manifest names it or what a manifest names needs it.
 */
export function packageFacts(question: PackageQuestion): PackageFact[] {
  const { imports, python } = question;
  const groups = new Map<string, PackageQuestion["imports"][number][]>();
  for (const one of imports) {
    if (one.package === null || !one.reached) continue;
    const key = `${one.language === "python" ? "python" : "node"} ${one.package}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const facts: PackageFact[] = [];
  const declared = lazily(() => declaredPython(question));
  const locked = lazily(() => lockedPackages(question.dir));
  for (const [key, group] of groups) {
    const name = key.slice(key.indexOf(" ") + 1);
    // The import that fails first stands for the package: not one that may fail, not one inside a function.
    const first = group.find((i) => !i.optional && !i.late) ?? group.find((i) => !i.optional) ?? group[0];
    if (!first) continue;
    const common = {
      name,
      at: first.at,
      optional: first.optional,
      shadowedBy: null,
      ...(first.late ? { late: true } : {}),
    };
    if (key.startsWith("python ")) {
      if (!python || isStandard(name, python)) continue;
      const fact = pythonPackage(name, first.specifier, question, python, declared);
      // A module of the project in another folder: the code puts that folder on the path itself.
      if (fact.installed || fact.declared || fact.inVenv || !liesInProject(name, question.dir))
        facts.push({ ...common, ...fact });
    } else if (!isNodeBuiltin(name) && packageName.test(name)) {
      const names = question.manifests
        .filter((m) => m.kind === "package.json")
        .flatMap((m) => [...m.packages, ...m.dev]);
      const from = path.dirname(path.resolve(question.dir, first.file));
      const folder = findNodePackage(name, from);
      const { version, type, exports } =
        folder === null ? {} : jsonObject(readText(path.join(folder, "package.json")));
      facts.push({
        ...common,
        distribution: name,
        installed: hasNodePackage(name, from),
        ...(typeof version === "string" ? { version, ...askedFor(name, version, question.manifests) } : {}),
        ...(type === "module" && !/"(?:require|node)"/.test(JSON.stringify(exports ?? null))
          ? { esm: true }
          : {}),
        inVenv: null,
        declared: names.includes(name) || locked().has(name),
      });
    }
  }
  return facts;
}

/** A name that npm can have; `@/lib` and `~/db` are aliases of a bundler. */
const packageName = /^(@[\w.~-]+\/)?[\w.~-]*\w[\w.~-]*$/;

/**
 * The module that the start command names (`python -m uvicorn`), as a fact of its own: no import of the sources says it.
 * null where the command names none, or one of the project.
 */
export function commandPackage(
  command: Pick<StartCommand, "program" | "entry" | "at" | "server">,
  question: Omit<PackageQuestion, "imports">,
): PackageFact | null {
  const { python } = question;
  const index = command.program.indexOf("-m");
  const module = index > 0 ? command.program[index + 1] : undefined;
  const name = module?.split(".")[0];
  const own = command.server === "python" && command.entry !== null;
  if (!python || !name || (own && command.entry?.file) || isStandard(name, python)) return null;
  const declared = lazily(() => declaredPython({ ...question, imports: [] }));
  const fact = pythonPackage(name, name, { ...question, imports: [] }, python, declared);
  // A module that is not there: one of a package only where a manifest names that.
  if (own && !fact.declared) return null;
  const named = question.manifests.find((m) => [...m.packages, ...m.dev].includes(fact.distribution));
  const file = command.entry?.file ?? named?.file;
  const at = command.at ?? (file ? { file } : null);
  return at && { name, at, optional: false, shadowedBy: null, byCommand: true, ...fact };
}

/**
 * The package that brings the program of the start command (`uvicorn`, `tsx`), where that is nowhere and a manifest names
 * it; null in every other case.
 *
 * @param found the program is on PATH or in an environment of the project
 */
export function programPackage(
  command: Pick<StartCommand, "program" | "language" | "at">,
  { manifests }: Pick<PackageQuestion, "manifests">,
  found: boolean,
): PackageFact | null {
  const [name = ""] = command.program;
  if (found || !/^[a-z][\w-]*$/.test(name)) return null;
  const python = command.language === "python";
  const distribution = python ? name : packageOfProgram(name);
  const named = manifests.find(
    (m) =>
      (m.kind === "package.json") !== python &&
      [...m.packages, ...m.dev].some((one) => normalName(one) === normalName(distribution)),
  );
  if (!named) return null;
  return {
    name,
    distribution,
    installed: false,
    inVenv: null,
    declared: true,
    at: command.at ?? { file: named.file },
    optional: false,
    shadowedBy: null,
    byCommand: true,
  };
}

export function isStandard(name: string, python: PythonInterpreter): boolean {
  return python.stdlib.has(name) || python.fixed.has(name) || name === "__future__";
}

function pythonPackage(
  name: string,
  specifier: string,
  question: PackageQuestion,
  python: PythonInterpreter,
  declared: () => Declared,
): Pick<PackageFact, "distribution" | "installed" | "inVenv" | "declared" | "version" | "asked"> {
  const folder = findPythonModule(name, [...question.importDirs, ...python.paths]);
  const venv = question.venvs.find((v) => findPythonModule(name, v.packages) !== null) ?? null;
  const { names, installed } = declared();
  const owners = [...installed.values()].filter((d) => d.modules.includes(name));
  const candidates = [...owners.map((d) => d.name), distributionName(name, specifier), name];
  const distribution =
    owners.find((d) => names.has(normalName(d.name)))?.name ??
    owners[0]?.name ??
    declaredAs(name, specifier, names);
  const version = folder === null ? null : installedVersion(distribution, python.paths);
  return {
    distribution,
    installed: folder !== null,
    inVenv: venv?.name ?? null,
    declared: candidates.some((candidate) => names.has(normalName(candidate))),
    ...(version === null ? {} : { version, ...askedFor(distribution, version, question.manifests) }),
  };
}

/** The versions that the nearest manifest asks for, and whether this is one of them. */
function askedFor(name: string, version: string, manifests: readonly Manifest[]): Pick<PackageFact, "asked"> {
  for (const { file, kind, ranges = {} } of manifests)
    for (const [pack, range] of Object.entries(ranges)) {
      if (normalName(pack) !== normalName(name)) continue;
      const node = kind === "package.json";
      const met = node
        ? semver.satisfies(version, range, { includePrerelease: true })
        : pythonVersionMeets(version, range);
      if (met !== null) return { asked: { range, file, met } };
    }
  return {};
}

/** Of a module that is not installed, what to install: the sister that the manifest names (psycopg2), or the usual one. */
function declaredAs(name: string, specifier: string, names: ReadonlySet<string>): string {
  return names.has(normalName(name)) ? name : distributionName(name, specifier);
}

interface Declared {
  /** Normal names of all that the manifests name, and what that needs. */
  names: Set<string>;
  installed: Map<string, Distribution>;
}

function declaredPython({ manifests, python, venvs }: PackageQuestion): Declared {
  const installed = installedDistributions([...(python?.paths ?? []), ...venvs.flatMap((v) => v.packages)]);
  const named = manifests
    .filter((m) => m.kind !== "package.json")
    .flatMap((m) => [...m.packages, ...m.dev].map((name) => [name, m.extras?.[name] ?? []] as const));
  return { names: closure(named, installed), installed };
}

function lazily<T>(make: () => T): () => T {
  let value: { it: T } | null = null;
  return () => {
    value ??= { it: make() };
    return value.it;
  };
}
