import { posix } from "node:path";
import { isObject } from "../../files.ts";
import { foldersUp, type JavaScriptProject } from "./project.ts";

export interface Package {
  /** Its folder, relative to the project. */
  dir: string;
  manifest: Record<string, unknown>;
}

/** The nearest package.json around a file. */
export function packageAround(project: JavaScriptProject, file: string): Package | null {
  for (const dir of foldersUp(project, file)) {
    const manifest = project.json(posix.join(dir, "package.json"));
    if (manifest) return { dir, manifest };
  }
  return null;
}

/** What `imports` of the nearest package.json says of `#name`: "./path", another specifier, or null. */
export function importTarget(
  project: JavaScriptProject,
  specifier: string,
  file: string,
  asking: "import" | "require",
): string | null {
  const imports = packageAround(project, file)?.manifest["imports"];
  return isObject(imports) ? matched(imports, specifier, asking) : null;
}

/** What `exports` of a package says of "." or "./sub"; null without `exports`, or when it does not name it. */
export function exportTarget(manifest: Record<string, unknown>, subpath: string): string | null {
  const exports = manifest["exports"];
  if (exports === undefined) return null;
  const isMap = isObject(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  if (!isMap) return subpath === "." ? chosen(exports, "import") : null;
  return matched(exports, subpath, "import");
}

/** What a package without `exports` begins with. */
export function entryOf(manifest: Record<string, unknown>): string {
  const main = manifest["main"];
  return typeof main === "string" && main !== "" ? main : "index";
}

/** An exact key, else the longest pattern with one `*`. */
function matched(map: Record<string, unknown>, name: string, asking: "import" | "require"): string | null {
  if (Object.hasOwn(map, name)) return chosen(map[name], asking);
  const patterns = Object.keys(map).filter((key) => key.includes("*"));
  patterns.sort((a, b) => b.indexOf("*") - a.indexOf("*") || b.length - a.length);
  for (const pattern of patterns) {
    const part = starred(pattern, name);
    if (part !== null) return chosen(map[pattern], asking)?.replaceAll("*", part) ?? null;
  }
  return null;
}

/** What stands for the `*` of a pattern in a name; null when the name does not fit. */
export function starred(pattern: string, name: string): string | null {
  const [before = "", after = ""] = pattern.split("*");
  if (!pattern.includes("*") || name.length < before.length + after.length) return null;
  if (!name.startsWith(before) || !name.endsWith(after)) return null;
  return name.slice(before.length, name.length - after.length);
}

/** The target under the first condition that Node (or a source condition of a workspace) takes. */
function chosen(target: unknown, asking: "import" | "require"): string | null {
  if (typeof target === "string") return target;
  if (Array.isArray(target))
    return target.map((one) => chosen(one, asking)).find((one) => one !== null) ?? null;
  if (!isObject(target)) return null;
  for (const [condition, one] of Object.entries(target)) {
    if (!["source", "development", "node", "module-sync", "default", asking].includes(condition)) continue;
    const found = chosen(one, asking);
    if (found !== null) return found;
  }
  return null;
}
