import { existsSync } from "node:fs";
import path from "node:path";

/** The folders from `from` upward to `top`, both included; `from` alone where it does not lie in `top`. */
export function upward(from: string, top: string): string[] {
  const folders: string[] = [];
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    folders.push(folder);
    if (folder === top || folder === path.dirname(folder)) break;
  }
  return folders.at(-1) === path.resolve(top) ? folders : [path.resolve(from)];
}

/** The top of the git work tree in which a folder is; the folder itself where there is none. Found by files, without git. */
export function repositoryRoot(dir: string): string {
  for (let folder = path.resolve(dir); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, ".git"))) return folder;
    if (folder === path.dirname(folder)) return path.resolve(dir);
  }
}

/** Relative to the project's folder, with forward slashes. */
export function relativeTo(dir: string, file: string): string {
  const relative = path.relative(dir, path.resolve(dir, file));
  return path.sep === "/" ? relative : relative.replaceAll(path.sep, "/");
}
