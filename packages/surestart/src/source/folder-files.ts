import { posix } from "node:path";
import type { FolderEvent } from "./module.ts";

/**
 * The files of a folder that a library runs by itself, in the order of their names.
 *
 * @param from the file whose code names the folder
 * @param files those of the project, all relative to it
 */
export function filesOfFolder(event: FolderEvent, from: string, files: readonly string[]): string[] {
  const { path, base, script, index, besides, ignores } = event;
  const folder = posix.normalize(base === "file" ? posix.join(posix.dirname(from), path) : path);
  const inside = files.flatMap((file) => {
    const below = posix.relative(folder, file);
    return below === "" || below.startsWith("..") ? [] : [{ file, below }];
  });
  // Each part of the way is looked at: a folder that is left out is not entered.
  const entered = inside.filter(({ below }) => {
    const parts = below.split("/");
    return !parts.some((_, i) => ignores?.test(parts.slice(0, i + 1).join("/")));
  });
  const withIndex = new Set(
    entered.filter(({ below }) => index.test(posix.basename(below))).map(({ below }) => posix.dirname(below)),
  );
  return entered
    .filter(({ below }) => {
      const name = posix.basename(below);
      if (withIndex.has(posix.dirname(below))) return index.test(name);
      return script.test(name) && !besides?.test(name);
    })
    .map(({ file }) => file)
    .sort();
}
