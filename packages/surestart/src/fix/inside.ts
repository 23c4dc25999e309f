import { lstatSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { realPath } from "../real-path.ts";
import { FixRefused } from "./refusal.ts";

/**
 * The real path of a file that may be written: links are followed, and what they lead to must lie in the project's tree
 * (`root`) and not in its `.git`. The file, and folders on the way to it, need not exist. Throws `FixRefused`.
 */
export function pathInside(file: string, dir: string, root: string): string {
  const path = pathOnDisk(resolve(dir, file), file);
  const way = relative(pathOnDisk(root, root), path).split(sep);
  if (way[0] === ".." || way[0] === "" || resolve(way.join(sep)) === way.join(sep))
    throw new FixRefused(`${file} is outside the project, where surestart never writes`, file);
  if (way.includes(".git")) throw new FixRefused(`${file} belongs to git and is never changed`, file);
  return path;
}

function pathOnDisk(path: string, file: string): string {
  try {
    return realPath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw new FixRefused(`${file} cannot be reached: ${(error as Error).message}`, file);
  }
  // It does not exist, or it is a link to something that does not.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined)
    throw new FixRefused(`${file} is a link to something that does not exist`, file);
  const parent = dirname(path);
  if (parent === path) return path;
  return join(pathOnDisk(parent, file), basename(path));
}
