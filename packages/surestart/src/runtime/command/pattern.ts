import { existsSync } from "node:fs";
import path from "node:path";
import { isFolder, namesIn } from "../../files.ts";

export interface Match {
  /** Relative to the folder, with forward slashes. */
  file: string;
  /** What the first * stands for. */
  star: string;
}

/**
 * Files and folders of a folder that a pattern names, in the order of their names. A * stands for one name or a part of it, **
 * for any folders, as deep as people nest packages.
 */
export function matches(dir: string, pattern: string): Match[] {
  return pattern.split("/").reduce<Match[]>(
    (found, part) =>
      found.flatMap(({ file, star }) => {
        if (part === "**") return below(dir, file, 0).map((one) => ({ file: one, star }));
        const join = (name: string): string => (file === "" ? name : `${file}/${name}`);
        if (!part.includes("*"))
          return existsSync(path.join(dir, join(part))) ? [{ file: join(part), star }] : [];
        const [before = "", after = ""] = part.split("*");
        return list(path.join(dir, file))
          .filter((name) => name.length >= before.length + after.length)
          .filter((name) => name.startsWith(before) && name.endsWith(after))
          .map((name) => ({
            file: join(name),
            star: star || name.slice(before.length, name.length - after.length),
          }));
      }),
    [{ file: "", star: "" }],
  );
}

function below(dir: string, file: string, depth: number): string[] {
  const inner =
    depth >= deepest
      ? []
      : list(path.join(dir, file)).map((name) => (file === "" ? name : `${file}/${name}`));
  const folders = inner.filter((one) => isFolder(path.join(dir, one)));
  return [file, ...folders.flatMap((one) => below(dir, one, depth + 1))];
}

const deepest = 4;

function list(folder: string): string[] {
  return namesIn(folder).filter((name) => !name.startsWith(".") && name !== "node_modules");
}
