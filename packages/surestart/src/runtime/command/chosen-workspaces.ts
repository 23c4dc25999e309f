import path from "node:path";
import { isFile, isObject, jsonObject, readText } from "../../files.ts";
import { foldersUp } from "../../folders.ts";
import { onlyAssigns, toolsOf } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { splitWords } from "../../shell/commands.ts";
import { workspaceFolders } from "../workspaces.ts";

/** A workspace, as its package.json says it. */
export interface Workspace {
  /** Absolute. */
  folder: string;
  name: string;
  scripts: Record<string, string>;
}

/** The root of the monorepo that a folder belongs to, with its workspaces; null where it belongs to none. */
export async function monorepoAt(from: string): Promise<{ root: string; workspaces: Workspace[] } | null> {
  for (const root of foldersUp(from)) {
    const folders = await workspaceFolders(root);
    if (folders.length > 0)
      return { root, workspaces: folders.map((folder) => workspaceIn(path.join(root, folder))) };
  }
  return null;
}

/** What a folder is as a workspace; its name is the folder's where no manifest says one. */
export function workspaceIn(folder: string): Workspace {
  const { name, scripts } = jsonObject(readText(path.join(folder, "package.json")));
  const own = isObject(scripts) ? Object.entries(scripts).filter(([, one]) => typeof one === "string") : [];
  return {
    folder,
    name: typeof name === "string" ? name : path.basename(folder),
    scripts: Object.fromEntries(own) as Record<string, string>,
  };
}

/**
 * The workspace that a filter of pnpm, turbo or lerna chooses for a script: by name with or without its scope, by folder, also
 * with what it depends on (`api...`). Of several that have the script, the only one that is no front end; null where that
 * leaves several, or none.
 */
export async function chosenWorkspace(
  cwd: string,
  filters: readonly string[],
  script: string | null,
): Promise<{ workspace: Workspace; alone: boolean } | null> {
  const direct = filters.length === 1 ? path.resolve(cwd, filters[0] as string) : null;
  if (direct !== null && isFile(path.join(direct, "package.json")))
    return { workspace: workspaceIn(direct), alone: true };
  const { root, workspaces } = (await monorepoAt(cwd)) ?? { root: cwd, workspaces: [] };
  const left = filters.filter((one) => one.startsWith("!")).map((one) => one.slice(1));
  const wanted = filters.filter((one) => !one.startsWith("!"));
  const all = (patterns: readonly string[]): Workspace[] =>
    patterns.flatMap((pattern) => fitting(pattern, workspaces, { root, cwd }));
  const without = new Set(all(left));
  const chosen = [...new Set(wanted.length > 0 ? all(wanted) : workspaces)].filter((w) => !without.has(w));
  const having = script === null ? chosen : chosen.filter(({ scripts }) => Object.hasOwn(scripts, script));
  if (having.length === 0)
    return chosen.length === 1 ? { workspace: chosen[0] as Workspace, alone: true } : null;
  const backends =
    having.length === 1 ? having : having.filter(({ scripts }) => !servesPages(scripts[script ?? ""] ?? ""));
  const [workspace] = backends;
  return workspace && backends.length === 1 ? { workspace, alone: having.length === 1 } : null;
}

function servesPages(script: string): boolean {
  const program = splitWords(script).find((word) => !word.includes("=") && !onlyAssigns(word)) ?? "";
  return toolsOf(programName(program), "frontend").length > 0;
}

function fitting(pattern: string, all: readonly Workspace[], at: { root: string; cwd: string }): Workspace[] {
  // `...^api`, `api^...`, `api[main]`: what it depends on, what depends on it, what has changed.
  const plain = pattern.replace(/\[[^\]]*\]$/, "").replace(/^\.{3}\^?|\^?\.{3}$/g, "");
  const inFolder = /^\{(.*)\}$/.exec(plain)?.[1] ?? (/^\.{1,2}(\/|$)/.test(plain) ? plain : null);
  if (inFolder !== null) {
    const glob = globOf(
      path.relative(at.root, path.resolve(inFolder === plain ? at.cwd : at.root, inFolder)),
    );
    return all.filter(({ folder }) => glob.test(path.relative(at.root, folder)));
  }
  const glob = globOf(plain);
  const named = all.filter(({ name }) => glob.test(name));
  return named.length > 0 ? named : all.filter(({ name }) => glob.test(name.split("/").at(-1) as string));
}

function globOf(text: string): RegExp {
  const parts = text.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
