import { posix } from "node:path";
import { starred } from "./manifest.ts";
import { foldersUp, type JavaScriptProject } from "./project.ts";

/** Files that a bare specifier may mean by `paths` and `baseUrl`. */
export interface PathCandidates {
  candidates: string[];
  /** A pattern that is more than `*` claims it: it is no package. */
  only: boolean;
}

/** Applies `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json, `extends` followed. */
export function pathCandidates(project: JavaScriptProject, specifier: string, file: string): PathCandidates {
  const options = optionsAround(project, file);
  if (!options) return { candidates: [], only: false };
  const candidates: string[] = [];
  let only = false;
  // An exact name goes before every pattern, a longer beginning before a shorter one.
  const rank = (pattern: string) => (pattern.includes("*") ? pattern.indexOf("*") : Number.POSITIVE_INFINITY);
  const patterns = Object.entries(options.paths).sort(([a], [b]) => (rank(a) < rank(b) ? 1 : -1));
  for (const [pattern, targets] of patterns) {
    const part = pattern === specifier ? "" : starred(pattern, specifier);
    if (part === null) continue;
    candidates.push(...targets.map((t) => posix.join(options.pathsFrom, t.replace("*", part))));
    only = pattern !== "*" && !targets.some((t) => t.includes("node_modules"));
    break;
  }
  if (options.baseUrl !== null) candidates.push(posix.join(options.baseUrl, specifier));
  return { candidates, only };
}

interface Options {
  paths: Record<string, string[]>;
  pathsFrom: string;
  baseUrl: string | null;
}

function optionsAround(project: JavaScriptProject, file: string): Options | null {
  for (const dir of foldersUp(project, file)) {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const path = posix.join(dir, name);
      if (project.json(path)) return optionsOf(project, path, 0);
    }
  }
  return null;
}

function optionsOf(project: JavaScriptProject, path: string, depth: number): Options | null {
  const document = project.json(path);
  if (!document || depth > 5) return null;
  const dir = posix.dirname(path);
  const found: Options = { paths: {}, pathsFrom: dir, baseUrl: null };
  const bases = [document["extends"]]
    .flat()
    .filter((b): b is string => typeof b === "string" && b.startsWith("."));
  for (const base of bases) {
    const at = posix.join(dir, base.endsWith(".json") ? base : `${base}.json`);
    Object.assign(found, optionsOf(project, at, depth + 1));
  }
  const options = document["compilerOptions"] as { paths?: unknown; baseUrl?: unknown } | undefined;
  if (typeof options?.baseUrl === "string") found.baseUrl = posix.join(dir, options.baseUrl);
  if (typeof options?.paths === "object" && options.paths !== null) {
    found.paths = Object.fromEntries(
      Object.entries(options.paths).flatMap(([key, targets]) =>
        Array.isArray(targets) ? [[key, targets.filter((t) => typeof t === "string")]] : [],
      ),
    );
    found.pathsFrom = found.baseUrl ?? dir;
  }
  return found;
}
