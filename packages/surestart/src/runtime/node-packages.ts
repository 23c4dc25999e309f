import { builtinModules } from "node:module";
import path from "node:path";
import { isFile, isFolder, isObject, jsonObject, readText } from "../files.ts";
import type { Place } from "../finding.ts";
import { foldersUp } from "../folders.ts";
import { shown } from "./command/state.ts";
import { jsonPlace } from "./json-place.ts";
import { plugged } from "./plug-n-play.ts";

const builtins = new Set(builtinModules);

/** A module that Node has itself, with and without `node:`; also those of Deno and Bun. */
export function isNodeBuiltin(name: string): boolean {
  return /^(node|bun|deno|npm|jsr|https?):/.test(name) || name === "bun" || builtins.has(name);
}

/** The folder of a package as Node looks it up from `dir` upward; null when there is none. */
export function findNodePackage(name: string, dir: string): string | null {
  const candidates = foldersUp(dir)
    .filter((folder) => path.basename(folder) !== "node_modules")
    .map((folder) => path.join(folder, "node_modules", name));
  return candidates.find((one) => isFile(path.join(one, "package.json")) || isFolder(one)) ?? null;
}

/** Node finds the package from `dir`: in node_modules, or by Yarn's table. */
export function hasNodePackage(name: string, dir: string): boolean {
  return findNodePackage(name, dir) !== null || plugged(name, dir) === true;
}

/** The packages that npm's lock file puts into node_modules itself: a fresh install has them, whoever needs them. */
export function lockedPackages(dir: string): Set<string> {
  for (const file of ["package-lock.json", "npm-shrinkwrap.json", "node_modules/.package-lock.json"]) {
    const text = readText(path.join(dir, file));
    if (text === null) continue;
    const { packages } = jsonObject(text);
    return new Set(Object.keys(packages ?? {}).map((key) => key.replace(/^node_modules\//, "")));
  }
  return new Set();
}

/**
 * package.json has dependencies, and there is no node_modules from there upward: the place of its `"dependencies"`.
 * `cwd` is the program's folder; null where all is well, or there is no package.json.
 *
 * @param tool the program is a tool of npm's (tsx, vite): those for development count, too
 */
export function nodeModulesMissing(dir: string, cwd: string, tool = false): Place | null {
  for (const folder of foldersUp(cwd)) {
    const file = path.join(folder, "package.json");
    const text = readText(file);
    if (text === null) continue;
    const manifest = jsonObject(text);
    const key = ["dependencies", ...(tool ? ["devDependencies"] : [])].find(
      (k) => isObject(manifest[k]) && Object.keys(manifest[k]).length > 0,
    );
    if (key === undefined || hasModules(folder) || plugged("", folder) !== null) return null;
    return jsonPlace(text, [key], shown({ dir }, file), "key") ?? { file: shown({ dir }, file) };
  }
  return null;
}

function hasModules(from: string): boolean {
  return foldersUp(from).some((folder) => isFolder(path.join(folder, "node_modules")));
}
