import path from "node:path";
import { isFile, readText } from "../files.ts";
import { foldersUp } from "../folders.ts";

/** Where Yarn writes which packages there are, instead of node_modules: https://yarnpkg.com/features/pnp. */
const tables = [".pnp.cjs", ".pnp.data.json", ".pnp.js"];

/** The table that counts from `dir` upward, absolute; null where there is none. */
export function pluggedBy(dir: string): string | null {
  for (const folder of foldersUp(dir)) {
    const found = tables.map((file) => path.join(folder, file)).find(isFile);
    if (found !== undefined) return found;
  }
  return null;
}

/** Yarn's table from `dir` upward has the package; null where there is no table. */
export function plugged(name: string, dir: string): boolean | null {
  for (const folder of foldersUp(dir)) {
    const texts = tables.flatMap((file) => readText(path.join(folder, file)) ?? []);
    if (texts.length > 0) return texts.some((text) => text.includes(`["${name}", [`));
  }
  return null;
}
