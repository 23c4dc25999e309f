import { realpathSync } from "node:fs";
import path from "node:path";
import type { RuntimeFacts, SourceImport } from "../facts.ts";
import { isFile, isObject, jsonObject, readText } from "../files.ts";
import { toolsOf } from "../known/_find.ts";
import { buildScript } from "./build-missing.ts";
import { isOutput } from "./command/built.ts";
import { shown } from "./command/state.ts";
import { lockedFolder, managerOf } from "./install-node.ts";
import { findNodePackage } from "./node-packages.ts";

interface Manifest {
  name?: unknown;
  main?: unknown;
  exports?: unknown;
  scripts?: Record<string, unknown>;
}

/**
 * A package of the workspace is imported, its entry is in a folder that its build writes, and it is not there. Node's
 * conditions alone count: what only a bundler takes (`source`) does not help.
 *
 * @param imports those that the start reaches are looked at
 */
export function unbuiltPackage(dir: string, imports: readonly SourceImport[]): RuntimeFacts["buildMissing"] {
  for (const one of imports) {
    const [, name, below = ""] = /^((?:@[\w.-]+\/)?[\w-][\w.-]*)((?:\/.+)?)$/.exec(one.specifier) ?? [];
    if (!name || !one.resolved || !one.reached || one.optional || one.late || one.alias) continue;
    const linked = findNodePackage(name, path.dirname(path.resolve(dir, one.file)));
    const folder = linked && real(linked);
    // It is the package in whose sources the import was found.
    if (!folder || folder.split(path.sep).includes("node_modules")) continue;
    const manifest = jsonObject(readText(path.join(folder, "package.json")));
    const targets = manifest.name === name ? targetsOf(manifest, `.${below}`) : [];
    if (targets.length === 0 || targets.some((t) => isThere(path.join(folder, t)))) continue;
    const [target = ""] = targets;
    const [first = "", ...inner] = path.normalize(target).split(path.sep);
    if (inner.length === 0 || !isOutput(folder, first)) continue;
    return {
      at: one.at,
      entry: shown({ dir }, path.join(folder, target)),
      buildCommand: commandFor(folder, name, manifest, dir),
      package: name,
    };
  }
  return null;
}

/** What Node may load for "." or "./sub", asked by `import` and by `require`. */
function targetsOf(manifest: Manifest, subpath: string): string[] {
  if (manifest.exports === undefined || manifest.exports === null) {
    if (subpath !== ".") return [subpath];
    return [typeof manifest.main === "string" && manifest.main !== "" ? manifest.main : "index.js"];
  }
  const map = manifest.exports;
  const isMap = isObject(map) && Object.keys(map).some((key) => key.startsWith("."));
  const entry = isMap ? map[subpath] : subpath === "." ? map : undefined;
  return [...new Set(["import", "require"].flatMap((asking) => chosen(entry, asking) ?? []))];
}

function chosen(target: unknown, asking: string): string | null {
  if (typeof target === "string") return target;
  if (Array.isArray(target)) return chosen(target[0], asking);
  if (!isObject(target)) return null;
  for (const [condition, one] of Object.entries(target)) {
    if (!["node", "module-sync", "node-addons", "default", asking].includes(condition)) continue;
    const found = chosen(one, asking);
    if (found !== null) return found;
  }
  return null;
}

/** As Node completes what `main` says. */
function isThere(file: string): boolean {
  return ["", ".js", ".json", ".node", "/index.js", "/index.json"].some((end) => isFile(file + end));
}

function commandFor(folder: string, name: string, manifest: Manifest, dir: string): string | null {
  const script = buildScript(manifest);
  if (script === undefined)
    return isFile(path.join(folder, "tsconfig.json")) ? `npx tsc -p ${shown({ dir }, folder)}` : null;
  const manager = managerOf(lockedFolder(folder) ?? folder);
  const [tool] = toolsOf(manager, "manager");
  return (
    tool?.manager.ofWorkspace.replace("{workspace}", name).replace("{script}", script) ??
    `${manager} run ${script}`
  );
}

function real(folder: string): string | null {
  try {
    return realpathSync(folder);
  } catch {
    return null;
  }
}
