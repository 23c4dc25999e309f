import path from "node:path";
import semver from "semver";
import type { RuntimeFacts, SourceImport, StartCommand } from "../facts.ts";
import { isFile, jsonObject, readText } from "../files.ts";
import type { Place } from "../finding.ts";
import { tools } from "../known/_tools.ts";
import { lineOf } from "../line-of.ts";
import { parseToml, at as valueAt } from "./command/pyproject-scripts.ts";
import { shown } from "./command/state.ts";
import { isWorkspace } from "./install-node.ts";
import type { Interpreter } from "./interpreter.ts";
import { jsonPlace } from "./json-place.ts";
import { nodeNeeds } from "./node-needs.ts";
import { pythonVersionMeets } from "./python-version.ts";

type VersionFact = RuntimeFacts["version"][number];

/**
 * What the project demands of its interpreter and whether the one in use meets it: engines, volta, .nvmrc, .node-version,
 * requires-python, Poetry's python, Pipfile, .python-version; and what flags, modules and file kinds need of Node.
 * A pin (.nvmrc, volta, .python-version) is met by its line and every later one; a range is taken at its word.
 * Empty where the version is not known. A demand that is no version ("lts/iron", a name) says nothing.
 */
export async function versionFacts(question: {
  interpreter: Interpreter | null;
  dir: string;
  /** Folders that are looked at, nearest first: the program's, then those above it up to the project's. */
  folders: readonly string[];
  command: Pick<StartCommand, "program" | "at" | "entry"> | null;
  imports?: readonly Pick<SourceImport, "specifier" | "at" | "reached" | "optional" | "late">[];
}): Promise<VersionFact[]> {
  const { interpreter, dir, folders, command } = question;
  const has = interpreter?.version;
  if (!interpreter || !has) return [];
  if (interpreter.kind === "node") {
    const declared = nearest(folders, (folder, own) => nodeDemands(dir, folder, own), isWorkspace, [
      "package.json",
    ]);
    const facts = declared.map((demand) => ({ ...demand, has, ...nodeMeets(has, demand.demands) }));
    return [...facts, ...nodeNeeds(command, question.imports ?? [], has)];
  }
  if (interpreter.kind !== "python") return [];
  const asked = new Map<string, [Demand[], Demand[]]>();
  for (const folder of folders)
    asked.set(folder, [await pythonDemands(dir, folder), await pythonDemands(dir, folder, false)]);
  const demands = nearest(
    folders,
    (folder, own) => asked.get(folder)?.[own ? 0 : 1] ?? [],
    (folder) => /^\[tool\.(?:uv|rye)\.workspace\]/m.test(readText(path.join(folder, "pyproject.toml")) ?? ""),
    ["pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "requirements.txt"],
  );
  return demands.flatMap((demand) => {
    const met = pythonVersionMeets(has, demand.demands);
    return met === null ? [] : [{ ...demand, has, met }];
  });
}

/** A range of npm's. */
function nodeMeets(has: string, demands: string): Pick<VersionFact, "met" | "newer"> {
  const version = semver.coerce(has);
  if (version === null || semver.satisfies(version, demands, { includePrerelease: true }))
    return { met: true };
  return { met: false, ...(semver.gtr(version, demands) ? { newer: true as const } : {}) };
}

interface Demand {
  at: Place;
  demands: string;
}

/** @param own the package.json counts; without it, only the files that name a version for all that is below them */
/** Keys of package.json that pin a version: what is newer meets them, too. */
const pins = tools.flatMap((tool) => (tool.pins ? [[...tool.pins]] : []));

function nodeDemands(dir: string, folder: string, own: boolean): Demand[] {
  const demands: Demand[] = [];
  const file = path.join(folder, "package.json");
  const text = readText(file);
  if (own && text !== null) {
    const json = jsonObject(text);
    for (const keys of [["engines", "node"], ...pins]) {
      const value = valueAt(json, keys);
      if (typeof value === "string" && semver.validRange(value) !== null) {
        const place = jsonPlace(text, keys, shown({ dir }, file)) ?? { file: shown({ dir }, file) };
        demands.push({
          at: place,
          demands: pins.includes(keys) ? `>=${semver.coerce(value)?.major}` : value,
        });
      }
    }
  }
  for (const name of [".nvmrc", ".node-version"]) {
    const line = firstLine(readText(path.join(folder, name)));
    const major = /^v?(\d+)(?:\.[\dx*]+)*$/.exec(line?.text ?? "")?.[1];
    if (line && major !== undefined)
      demands.push({
        at: { file: shown({ dir }, path.join(folder, name)), line: line.number },
        demands: `>=${major}`,
      });
  }
  return demands;
}

async function pythonDemands(dir: string, folder: string, own = true): Promise<Demand[]> {
  const demands: Demand[] = [];
  const add = (name: string, text: string, key: RegExp, value: unknown): void => {
    if (typeof value !== "string" || value === "*") return;
    demands.push({
      at: { file: shown({ dir }, path.join(folder, name)), ...lineOf(text, (line) => key.test(line)) },
      demands: value,
    });
  };
  const pyproject = own ? readText(path.join(folder, "pyproject.toml")) : null;
  if (pyproject !== null && /python/.test(pyproject)) {
    const toml = await parseToml(pyproject);
    add(
      "pyproject.toml",
      pyproject,
      /^\s*requires-python\s*=/,
      valueAt(toml, ["project", "requires-python"]),
    );
    add(
      "pyproject.toml",
      pyproject,
      /^\s*python\s*=/,
      valueAt(toml, ["tool", "poetry", "dependencies", "python"]),
    );
  }
  const pipfile = own ? readText(path.join(folder, "Pipfile")) : null;
  if (pipfile !== null) {
    const requires = valueAt(await parseToml(pipfile), ["requires"]);
    add("Pipfile", pipfile, /^\s*python_version\s*=/, valueAt(requires, ["python_version"]));
  }
  const setup = own ? readText(path.join(folder, "setup.cfg")) : null;
  if (setup !== null)
    add("setup.cfg", setup, /^python_requires\s*=/, /^python_requires\s*=\s*(.+)$/m.exec(setup)?.[1]?.trim());
  const pinned = firstLine(readText(path.join(folder, ".python-version")));
  const minor = /^(\d+\.\d+)(\.\d+)?$/.exec(pinned?.text ?? "")?.[1];
  if (pinned && minor !== undefined)
    demands.push({
      at: { file: shown({ dir }, path.join(folder, ".python-version")), line: pinned.number },
      demands: `>=${minor}`,
    });
  return demands;
}

/**
 * The demands of the nearest folder that has some. A folder with a manifest of its own is a program of its own: what a manifest
 * above it demands is for another one, unless it is a member of the workspace there.
 */
function nearest(
  folders: readonly string[],
  read: (folder: string, own: boolean) => Demand[],
  isRoot: (folder: string) => boolean,
  manifests: readonly string[],
): Demand[] {
  const root = folders.findLastIndex(isRoot);
  let closed = false;
  for (const [i, folder] of folders.entries()) {
    const demands = read(folder, !closed);
    if (demands.length > 0) return demands;
    closed ||= root <= i && manifests.some((name) => isFile(path.join(folder, name)));
  }
  return [];
}

function firstLine(text: string | null): { text: string; number: number } | null {
  const lines = text?.split(/\r?\n/) ?? [];
  const i = lines.findIndex((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  return i < 0 ? null : { text: (lines[i] as string).trim(), number: i + 1 };
}
