import path from "node:path";
import type { RuntimeFacts } from "../facts.ts";
import { isFile, isObject, jsonObject, namesIn, readText } from "../files.ts";
import { requirementName, requirementRange } from "../requirement.ts";
import { at, parseToml } from "./command/pyproject-scripts.ts";
import { shown } from "./command/state.ts";

export type Manifest = RuntimeFacts["manifests"][number];

/**
 * The manifests of the project: those of the folders given (the program's, the project's, the repository's), and the
 * requirement files that they name. Files that cannot be parsed are listed with no packages.
 */
export async function readManifests(dir: string, folders: readonly string[] = [dir]): Promise<Manifest[]> {
  const found = new Map<string, Manifest>();
  const add = (
    file: string,
    kind: Manifest["kind"],
    packages: string[],
    dev: string[],
    extras: Record<string, string[]> = {},
    ranges: Record<string, string> = {},
  ): void => {
    const some = Object.keys(extras).length > 0 ? { extras } : {};
    const asked = Object.keys(ranges).length > 0 ? { ranges } : {};
    found.set(file, { file: shown({ dir }, file), kind, packages, dev, ...some, ...asked });
  };
  for (const folder of new Set(folders.map((f) => path.resolve(f)))) {
    const json = path.join(folder, "package.json");
    if (isFile(json))
      add(json, "package.json", ...packageJson(readText(json)), {}, jsonRanges(readText(json)));
    for (const file of requirementFiles(folder))
      requirements(file, /dev|test|lint|docs/i.test(path.basename(file)));
    const pyproject = path.join(folder, "pyproject.toml");
    if (isFile(pyproject))
      add(pyproject, "pyproject.toml", ...(await pyprojectPackages(readText(pyproject) ?? "")));
    const pipfile = path.join(folder, "Pipfile");
    if (isFile(pipfile)) {
      const parsed = await parseToml(readText(pipfile) ?? "");
      add(pipfile, "Pipfile", keys(at(parsed, ["packages"])), keys(at(parsed, ["dev-packages"])));
    }
    for (const name of ["setup.py", "setup.cfg"]) {
      const file = path.join(folder, name);
      const packages = isFile(file) ? setupPackages(readText(file) ?? "", name) : [];
      if (packages.length > 0) add(file, "setup.py", packages, []);
    }
  }
  return [...found.values()];

  function requirements(file: string, dev: boolean): void {
    if (found.has(file)) return;
    const text = readText(file);
    if (text === null) return;
    const names: string[] = [];
    const extras: Record<string, string[]> = {};
    const ranges: Record<string, string> = {};
    add(file, "requirements.txt", dev ? [] : names, dev ? names : []);
    for (const line of text.split(/\r?\n/)) {
      const other = /^\s*(?:-r|--requirement)[ =]*(\S+)/.exec(line)?.[1];
      if (other) requirements(path.resolve(path.dirname(file), other), dev);
      const name = requirementName(line);
      if (name === null) continue;
      names.push(name);
      const range = requirementRange(line);
      if (range !== null) ranges[name] = range;
      const asked = requirementExtras(line);
      if (asked.length > 0) extras[name] = asked;
    }
    const manifest = found.get(file);
    if (manifest && Object.keys(extras).length > 0) manifest.extras = extras;
    if (manifest && Object.keys(ranges).length > 0) manifest.ranges = ranges;
  }
}

/** The extras of such a line: `uvicorn[standard]` has "standard". */
function requirementExtras(line: string): string[] {
  const list = /^\s*[A-Za-z0-9][\w.-]*\s*\[([^\]]*)\]/.exec(line)?.[1] ?? "";
  return list
    .split(",")
    .map((extra) => extra.trim())
    .filter(Boolean);
}

function requirementFiles(folder: string): string[] {
  const names = (at: string): string[] => namesIn(at).map((name) => path.join(at, name));
  const beside = names(folder).filter((file) => /^requirements[\w.-]*\.(txt|in)$/.test(path.basename(file)));
  return [
    ...beside,
    ...names(path.join(folder, "requirements")).filter((file) => /\.(txt|in)$/.test(file)),
  ].sort();
}

function packageJson(text: string | null): [string[], string[]] {
  const json = jsonObject(text);
  const own = ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((key) => keys(json[key]));
  return [own, keys(json["devDependencies"])];
}

/** Ranges of npm's: not the paths and addresses that can take their place. */
function jsonRanges(text: string | null): Record<string, string> {
  const json = jsonObject(text);
  const all = ["devDependencies", "peerDependencies", "optionalDependencies", "dependencies"];
  const entries = all.flatMap((key) => Object.entries(record(json[key])));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => {
      const [, range] = entry;
      return typeof range === "string" && /^[\^~<>=v\d]/.test(range);
    }),
  );
}

async function pyprojectPackages(
  text: string,
): Promise<
  [packages: string[], dev: string[], extras: Record<string, string[]>, ranges: Record<string, string>]
> {
  const toml = await parseToml(text);
  const poetry = ["tool", "poetry"];
  const packages = [
    ...names(at(toml, ["project", "dependencies"])),
    ...tables(at(toml, ["project", "optional-dependencies"])),
    ...keys(at(toml, [...poetry, "dependencies"])).filter((name) => name !== "python"),
  ];
  const dev = [
    ...tables(at(toml, ["dependency-groups"])),
    ...names(at(toml, ["tool", "uv", "dev-dependencies"])),
    ...tables(at(toml, ["tool", "pdm", "dev-dependencies"])),
    ...keys(at(toml, [...poetry, "dev-dependencies"])),
    ...Object.values(record(at(toml, [...poetry, "group"]))).flatMap((group) =>
      keys(at(group, ["dependencies"])),
    ),
  ];
  const lines = [
    at(toml, ["project", "dependencies"]),
    ...Object.values(record(at(toml, ["dependency-groups"]))),
  ];
  const extras: Record<string, string[]> = {};
  const ranges: Record<string, string> = {};
  for (const line of lines.flat()) {
    if (typeof line !== "string") continue;
    const name = requirementName(line) ?? "";
    const range = requirementRange(line);
    if (requirementExtras(line).length > 0) extras[name] = requirementExtras(line);
    if (range !== null) ranges[name] = range;
  }
  for (const [name, value] of Object.entries(record(at(toml, [...poetry, "dependencies"])))) {
    const asked = at(value, ["extras"]);
    if (Array.isArray(asked)) extras[name] = asked.map(String);
    const range = typeof value === "string" ? value : at(value, ["version"]);
    if (typeof range === "string" && range !== "*") ranges[name] = range;
  }
  return [packages, dev, extras, ranges];
}

/** `install_requires` of setup.cfg and setup.py, where it is a plain list. */
function setupPackages(text: string, name: string): string[] {
  const block =
    name === "setup.cfg"
      ? /^install_requires\s*=([^\n]*(?:\n[ \t]+[^\n]*)*)/m.exec(text)?.[1]?.split("\n")
      : /install_requires\s*=\s*\[(.*?)\]/s.exec(text)?.[1]?.match(/(?<=["'])[^"',]+(?=["'])/g);
  return (block ?? []).flatMap((line) => requirementName(line) ?? []);
}

function names(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => (typeof entry === "string" ? (requirementName(entry) ?? []) : []));
}

function tables(value: unknown): string[] {
  return Object.values(record(value)).flatMap(names);
}

function keys(value: unknown): string[] {
  return Object.keys(record(value));
}

function record(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
