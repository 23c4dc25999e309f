import path from "node:path";
import { isFile, readText } from "../files.ts";
import { foldersUp, upward } from "../folders.ts";
import type { Installs } from "../known/_define.ts";
import { toolsWith, type With } from "../known/_find.ts";
import type { InstallQuestion, Steps } from "./install-question.ts";

/** By its lock file, else by `packageManager` of its package.json; the usual one where nothing says it. */
export function managerOf(folder: string): string {
  return (lockIn(folder)?.tool ?? named(folder) ?? usual).name;
}

/** The same for a package that may be a workspace: then its root says it. */
export function managerFor(folder: string): string {
  const own = lockIn(folder)?.tool ?? named(folder);
  if (own) return own.name;
  const root = foldersUp(folder).slice(1).find(isWorkspace);
  return root === undefined ? usual.name : managerOf(root);
}

/** The lock file of the program's package counts, or of the workspace that it belongs to. */
export function nodeInstall({ folders }: Pick<InstallQuestion, "folders">): Steps | null {
  const own = folders.find((folder) => isFile(path.join(folder, "package.json")));
  if (own === undefined) return null;
  const above = folders.slice(folders.indexOf(own));
  const root = above.find((folder) => folder === own || isWorkspace(folder)) ?? own;
  const folder = lockIn(own) ? own : (above.find((f) => isWorkspace(f) && lockIn(f)) ?? root);
  const lock = lockIn(folder);
  const { name, installs } = lock?.tool ?? named(folder) ?? usual;
  return {
    tool: name,
    install: lock ? byLock(installs, lock.file, folder) : installs.install,
    add: installs.add,
    folder,
    manifest: installs.manifest,
  };
}

/** The row of the tool that has this name among those that install JavaScript packages. */
export function installsOf(tool: string): Installs | undefined {
  return all.find(({ name }) => name === tool)?.installs;
}

// The usual one comes last: its lock file is there as well where another tool is in use.
const all = toolsWith("installs")
  .filter(({ manager }) => manager)
  .toSorted((a, b) => Number(a.installs.usual ?? false) - Number(b.installs.usual ?? false));
const usual = all.at(-1) as With<"installs">;

function byLock({ install, locked, lockedIf, modern }: Installs, lock: string, folder: string): string {
  if (lockedIf && !lockedIf.test(readText(path.join(folder, lock)) ?? "")) return install;
  return modern && isFile(path.join(folder, modern.file)) ? modern.locked : locked;
}

function lockIn(folder: string): { file: string; tool: With<"installs"> } | null {
  for (const tool of all) {
    const file = tool.installs.locks.find((name) => isFile(path.join(folder, name)));
    if (file !== undefined) return { file, tool };
  }
  return null;
}

function named(folder: string): With<"installs"> | undefined {
  const text = readText(path.join(folder, "package.json")) ?? "";
  const name = /"packageManager"\s*:\s*"([\w-]+)@/.exec(text)?.[1];
  return all.find((tool) => tool.name === name);
}

/** The folder from here upward that has the lock file of a manager that is not the usual one; null where none has. */
export function lockedFolder(from: string): string | null {
  for (const { installs } of all)
    if (!installs.usual)
      for (const lock of installs.locks) {
        const folder = upward(from, lock);
        if (folder !== null) return folder;
      }
  return null;
}

export function isWorkspace(folder: string): boolean {
  if (isFile(path.join(folder, "pnpm-workspace.yaml"))) return true;
  return /"workspaces"\s*:\s*[[{]/.test(readText(path.join(folder, "package.json")) ?? "");
}
