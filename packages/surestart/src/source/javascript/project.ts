import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parse as parseYaml } from "yaml";
import { withoutComments } from "../../files.ts";

/** What resolution asks of the project's files, each thing once. Paths are relative to `dir`, with forward slashes. */
export interface JavaScriptProject {
  /** The project's folder, absolute. */
  dir: string;
  /** The folder up to which package.json, tsconfig and workspaces are looked for: "." or something like "../..". */
  root: string;
  /** The letter case counts on every system, as it does where the program will run. */
  isFile: (path: string) => boolean;
  isFolder: (path: string) => boolean;
  /** Names in a folder; empty when there is none. */
  list: (folder: string) => string[];
  /** A JSON file as an object, comments and trailing commas allowed; null when it is missing or not an object. */
  json: (path: string) => Record<string, unknown> | null;
  /** The patterns of a folder's pnpm-workspace.yaml. */
  pnpmWorkspaces: (folder: string) => string[];
}

/**
 * Opens a project for `resolveJavaScript`. What was asked once is remembered: open it again for another survey.
 *
 * @param dir absolute
 * @param root the top of the work tree, absolute. @default dir
 */
export function javaScriptProject(dir: string, root: string = dir): JavaScriptProject {
  const folders = new Map<string, Map<string, Dirent> | null>();
  const documents = new Map<string, Record<string, unknown> | null>();
  const folder = (path: string): Map<string, Dirent> | null => {
    const key = posix.normalize(path || ".").replace(/(.)\/$/, "$1");
    const known = folders.get(key);
    if (known !== undefined) return known;
    let found: Map<string, Dirent> | null = null;
    try {
      found = new Map(readdirSync(join(dir, key), { withFileTypes: true }).map((e) => [e.name, e]));
    } catch {
      // No such folder, or one that may not be read: nothing can be imported from it.
    }
    folders.set(key, found);
    return found;
  };
  const entry = (path: string) => folder(posix.dirname(path))?.get(posix.basename(path));
  const isFolder = (path: string): boolean => {
    const found = entry(path);
    if (found === undefined) return /^[./]*$/.test(path) && folder(path) !== null;
    return found.isDirectory() || (found.isSymbolicLink() && folder(path) !== null);
  };
  return {
    dir,
    root: posix.normalize(relativeUp(dir, root)),
    isFile: (path) => {
      const found = entry(path);
      return found !== undefined && (found.isFile() || (found.isSymbolicLink() && folder(path) === null));
    },
    isFolder,
    list: (path) => [...(folder(path)?.keys() ?? [])],
    json: (path) => {
      const known = documents.get(path);
      if (known !== undefined) return known;
      let found: Record<string, unknown> | null = null;
      try {
        const parsed: unknown = JSON.parse(withoutComments(readFileSync(join(dir, path), "utf8")));
        if (typeof parsed === "object" && parsed !== null) found = parsed as Record<string, unknown>;
      } catch {
        // Missing or broken: another part of surestart says so.
      }
      documents.set(path, found);
      return found;
    },
    pnpmWorkspaces: (path) => pnpmPatterns(join(dir, path, "pnpm-workspace.yaml")),
  };
}

function pnpmPatterns(file: string): string[] {
  try {
    const document: unknown = parseYaml(readFileSync(file, "utf8"));
    const packages = (document as { packages?: unknown } | null)?.packages;
    return Array.isArray(packages) ? packages.filter((p) => typeof p === "string" && !p.startsWith("!")) : [];
  } catch {
    return [];
  }
}

function relativeUp(dir: string, root: string): string {
  const [from, to] = [dir, root].map((d) => d.replaceAll("\\", "/").replace(/\/$/, ""));
  return from !== undefined && to !== undefined && from.startsWith(`${to}/`) ? posix.relative(from, to) : ".";
}

/** Folders from a file's own upward to the root. */
export function foldersUp(project: JavaScriptProject, file: string): string[] {
  const found: string[] = [];
  for (let at = posix.dirname(file); ; at = posix.normalize(posix.join(at, ".."))) {
    found.push(at);
    if (at === project.root || found.length > 40 || isAbove(at, project.root)) return found;
  }
}

/** `at` has gone up past the root. */
function isAbove(at: string, root: string): boolean {
  const ups = (path: string) => (path.match(/\.\.(\/|$)/g) ?? []).length;
  return at !== "." && /^(\.\.\/?)+$/.test(at) && ups(at) > ups(root);
}
