import { posix } from "node:path";
import type { Package } from "./manifest.ts";
import type { JavaScriptProject } from "./project.ts";

const remembered = new WeakMap<JavaScriptProject, Package[]>();

/** The packages of the workspace: `workspaces` of package.json from the project's folder up to its root. */
export function workspacePackages(project: JavaScriptProject): Package[] {
  const known = remembered.get(project);
  if (known) return known;
  const found: Package[] = [];
  for (let dir = "."; ; dir = posix.join(dir, "..")) {
    for (const pattern of patternsIn(project, dir)) {
      for (const folder of expand(project, dir, pattern.replace(/\/+$/, "").split("/"))) {
        const manifest = project.json(posix.join(folder, "package.json"));
        if (manifest) found.push({ dir: folder, manifest });
      }
    }
    if (dir === project.root || found.length > 0 || dir.length > 60) break;
  }
  remembered.set(project, found);
  return found;
}

function patternsIn(project: JavaScriptProject, dir: string): string[] {
  const workspaces = project.json(posix.join(dir, "package.json"))?.["workspaces"];
  const list = Array.isArray(workspaces)
    ? workspaces
    : (workspaces as { packages?: unknown } | undefined)?.packages;
  const patterns = Array.isArray(list)
    ? list.filter((p): p is string => typeof p === "string" && !p.startsWith("!"))
    : [];
  return [...patterns, ...project.pnpmWorkspaces(dir)];
}

/** `packages/*`, `apps/**`, plain folders. */
function expand(project: JavaScriptProject, at: string, parts: string[]): string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [at];
  if (part === "." || part === "") return expand(project, at, rest);
  if (!part.includes("*"))
    return project.isFolder(posix.join(at, part)) ? expand(project, posix.join(at, part), rest) : [];
  const inside = project.list(at).filter((n) => n !== "node_modules" && !n.startsWith(".") && fits(part, n));
  const folders = inside.map((n) => posix.join(at, n)).filter((f) => project.isFolder(f));
  if (part !== "**") return folders.flatMap((f) => expand(project, f, rest));
  const deeper = at.split("/").length < 8 ? folders.flatMap((f) => expand(project, f, parts)) : [];
  return [...expand(project, at, rest), ...deeper];
}

function fits(pattern: string, name: string): boolean {
  if (pattern === "*" || pattern === "**") return true;
  const [before = "", after = ""] = pattern.split("*");
  return name.startsWith(before) && name.endsWith(after);
}
