import type { Subject } from "../../compete.ts";
import type { Facts, PackageFact } from "../../facts.ts";
import { loaderPackages } from "../../known/_tools.ts";
import { literally } from "../../literally.ts";

import { commandNotFound, moduleNotFound } from "./_crash-text.ts";

/** What a manifest names and the program lacks. */
export interface MissingPackages {
  packages: PackageFact[];
  /** Nothing that the program imports and a manifest names is installed. */
  fresh: boolean;
}

/** Imported, and nowhere: neither for the interpreter in use nor in the project's venv, and no file of its own has the name. */
export function isMissing({ installed, optional, inVenv, shadowedBy }: PackageFact): boolean {
  return !installed && !optional && inVenv === null && !shadowedBy;
}

/** What these findings are about: the package, and the program that the start takes from it. */
export function subjectsOf(packages: readonly Pick<PackageFact, "name" | "byCommand">[]): Subject[] {
  return packages.flatMap(({ name, byCommand }): Subject[] =>
    byCommand ? [`package ${name}`, `program ${name}`] : [`package ${name}`],
  );
}

/**
 * The packages whose one cause is that they were not installed by the manifest. One that is missing among others that are
 * there is a finding by itself, at its import: null then.
 */
export function missingPackages(facts: Facts): MissingPackages | null {
  const needed = facts.runtime.packages.filter((p) => p.declared && !p.optional && !p.shadowedBy);
  const packages = needed.filter(isMissing);
  const said = packages.length === 0 ? programOfManifest(facts) : null;
  if (said) return { packages: [said], fresh: needed.length === 0 };
  const [only] = packages;
  if (!only) return null;
  const fresh = packages.length === needed.length;
  if (packages.length === 1 && (!fresh || loaderPackages.has(only.name))) return null;
  return { packages, fresh };
}

/** A program that was not found, by whoever started it, and that the project has nowhere, has the name of a package in a manifest. */
function programOfManifest(facts: Facts): PackageFact | null {
  const name = commandNotFound(facts);
  const { executableNear, program } = facts.runtime;
  if (executableNear.length > 0 || (program?.near.length ?? 0) > 0) return null;
  const python = facts.command?.language === "python";
  const manifest = facts.runtime.manifests.find(
    (m) => (m.kind === "package.json") !== python && [...m.packages, ...m.dev].includes(name ?? ""),
  );
  if (name === null || !manifest || facts.runtime.packages.some((p) => p.name === name)) return null;
  return {
    name,
    distribution: name,
    installed: false,
    inVenv: null,
    declared: true,
    at: facts.command?.at ?? { file: manifest.file },
    optional: false,
    shadowedBy: null,
    byCommand: true,
  };
}

/** The program ended for want of this package: its import failed, or the program that it brings was not found. */
export function saysMissing(facts: Facts, { name, byCommand }: PackageFact): boolean {
  if (facts.run?.outcome !== "failed") return false;
  const module = moduleNotFound(facts);
  if (module !== null && topOf(module) === name) return true;
  return byCommand === true && commandNotFound(facts) === name;
}

/** `fastapi` of `fastapi.responses`, `@scope/pack` of `@scope/pack/part`. */
export function topOf(module: string): string {
  return module.startsWith("@")
    ? module.split("/").slice(0, 2).join("/")
    : (module.split(/[./]/)[0] as string);
}

/** By the program's own words: files of the package were on the way to the error. */
export function isInstalled(name: string, { run }: Facts): boolean {
  const file = new RegExp(`(?:site-packages|dist-packages|node_modules)[\\\\/]${literally(name)}[\\\\/.]`);
  return run?.crash?.lines.some((line) => file.test(line)) === true;
}

/** What should have the packages, as it is named in a sentence. */
export function whereInstalled({ command, runtime }: Facts): string {
  if (command?.language !== "python") return runtime.packageTable ?? "node_modules";
  if (runtime.interpreter?.path) return runtime.interpreter.path;
  return "the environment in use";
}

/** The command that installs a package: by the project's own tool where a manifest says which one that is. */
export function installCommand(facts: Facts, distribution: string, declared: boolean): string {
  const { install, interpreter } = facts.runtime;
  if (install) return declared ? install.command : `${install.add} ${distribution}`;
  if (facts.command?.language !== "python") return `npm install ${distribution}`;
  return `${interpreter?.path ?? "python3"} -m pip install ${distribution}`;
}
