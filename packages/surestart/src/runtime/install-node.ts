import path from "node:path";
import { isFile, readText } from "../files.ts";
import type { InstallQuestion, Steps } from "./install-question.ts";

export type Manager = "npm" | "pnpm" | "yarn" | "bun";

const locks: [file: string, manager: Manager][] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
];

/** By its lock file, else by `packageManager` of its package.json; npm where nothing says it. */
export function managerOf(folder: string): Manager {
  return lockIn(folder)?.manager ?? named(folder) ?? "npm";
}

/** The lock file of the program's package counts, or of the workspace that it belongs to. */
export function nodeInstall({ folders }: Pick<InstallQuestion, "folders">): Steps | null {
  const own = folders.find((folder) => isFile(path.join(folder, "package.json")));
  if (own === undefined) return null;
  const above = folders.slice(folders.indexOf(own));
  const root = above.find((folder) => folder === own || isWorkspace(folder)) ?? own;
  const folder = lockIn(own) ? own : (above.find((f) => isWorkspace(f) && lockIn(f)) ?? root);
  const manager = managerOf(folder);
  const lock = lockIn(folder)?.file;
  return {
    tool: manager,
    install: lock === undefined ? "install" : byLock(manager, lock, folder),
    add: manager === "npm" ? "install" : "add",
    folder,
    manifest: "package.json",
  };
}

function byLock(manager: Manager, lock: string, folder: string): string {
  // npm refuses a lock file without a version, or of its first form.
  if (manager === "npm")
    return /"lockfileVersion"\s*:\s*[1-9]/.test(readText(path.join(folder, lock)) ?? "") ? "ci" : "install";
  // Yarn 1 knows its own word for it.
  const modern = manager === "yarn" && isFile(path.join(folder, ".yarnrc.yml"));
  return modern ? "install --immutable" : "install --frozen-lockfile";
}

function lockIn(folder: string): { file: string; manager: Manager } | null {
  const found = locks.find(([file]) => isFile(path.join(folder, file)));
  return found ? { file: found[0], manager: found[1] } : null;
}

function named(folder: string): Manager | null {
  const text = readText(path.join(folder, "package.json")) ?? "";
  const name = /"packageManager"\s*:\s*"(npm|pnpm|yarn|bun)@/.exec(text)?.[1];
  return (name as Manager | undefined) ?? null;
}

function isWorkspace(folder: string): boolean {
  if (isFile(path.join(folder, "pnpm-workspace.yaml"))) return true;
  return /"workspaces"\s*:\s*[[{]/.test(readText(path.join(folder, "package.json")) ?? "");
}
