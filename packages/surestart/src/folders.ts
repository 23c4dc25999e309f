import { existsSync } from "node:fs";
import path from "node:path";

/** The folder, and those above it up to the root of its disk. */
export function foldersUp(from: string): string[] {
  const folders: string[] = [];
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    folders.push(folder);
    if (folder === path.dirname(folder)) return folders;
  }
}

/** The folders from `from` upward to `top`, both included; `from` alone where it does not lie in `top`. */
export function foldersUpTo(from: string, top: string): string[] {
  const folders = foldersUp(from);
  return folders.slice(0, folders.indexOf(path.resolve(top)) + 1 || 1);
}

/** The first folder from `from` upward that has `name`; null where none has. */
export function upward(from: string, name: string): string | null {
  return foldersUp(from).find((folder) => existsSync(path.join(folder, name))) ?? null;
}

/** The top of the git work tree in which a folder is; the folder itself where there is none. Found by files, without git. */
export function repositoryRoot(dir: string): string {
  return upward(dir, ".git") ?? path.resolve(dir);
}

/** A file as facts have it: relative to the project's folder, with forward slashes. */
export function relativeTo(dir: string, file: string): string {
  const relative = path.relative(dir, path.resolve(dir, file));
  return path.sep === "/" ? relative : relative.replaceAll(path.sep, "/");
}
