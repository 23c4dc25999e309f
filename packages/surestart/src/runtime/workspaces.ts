import path from "node:path";
import { isFile, jsonObject, readText } from "../files.ts";
import { matches } from "./command/pattern.ts";
import { at, parseToml } from "./command/pyproject-scripts.ts";

/**
 * The folders of a monorepo's packages, relative to its root, in the order of their names: workspaces of package.json
 * (npm, yarn, bun, turbo), of pnpm-workspace.yaml, lerna.json and uv, and projects of nx. Empty where the folder is no such root.
 */
export async function workspaceFolders(dir: string): Promise<string[]> {
  const patterns = [...(await declared(dir)), ...nxPatterns(dir)];
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const left = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const without = new Set(left.flatMap((pattern) => foldersOf(dir, pattern)));
  const folders = wanted
    .flatMap((pattern) => foldersOf(dir, pattern))
    .filter((folder) => !without.has(folder));
  return [...new Set(folders)].sort();
}

async function declared(dir: string): Promise<string[]> {
  const workspaces = at(jsonObject(readText(path.join(dir, "package.json"))), ["workspaces"]);
  const uv = ["tool", "uv", "workspace"];
  const toml = isFile(path.join(dir, "pyproject.toml"))
    ? await parseToml(readText(path.join(dir, "pyproject.toml")) ?? "")
    : null;
  return [
    ...texts(workspaces),
    ...texts(at(workspaces, ["packages"])),
    ...texts(at(jsonObject(readText(path.join(dir, "lerna.json"))), ["packages"])),
    ...texts(await pnpmPackages(dir)),
    ...texts(at(toml, [...uv, "members"])),
    ...texts(at(toml, [...uv, "exclude"])).map((pattern) => `!${pattern}`),
  ];
}

async function pnpmPackages(dir: string): Promise<unknown> {
  const text = readText(path.join(dir, "pnpm-workspace.yaml"));
  if (text === null) return [];
  const { parse } = await import("yaml");
  try {
    return at(parse(text), ["packages"]);
  } catch {
    return [];
  }
}

/** nx finds projects wherever one is described; these are the folders of its own presets. */
function nxPatterns(dir: string): string[] {
  return isFile(path.join(dir, "nx.json")) ? ["apps/*", "services/*", "packages/*", "libs/*"] : [];
}

const manifests = ["package.json", "pyproject.toml", "project.json"];

function foldersOf(dir: string, pattern: string): string[] {
  return matches(dir, pattern.replace(/^\.\//, "").replace(/\/+$/, ""))
    .map(({ file }) => file)
    .filter((file) => file !== "" && manifests.some((name) => isFile(path.join(dir, file, name))));
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
