import path from "node:path";
import { readText } from "../files.ts";
import { foldersUp } from "../folders.ts";

/** Where Yarn writes which packages there are, instead of node_modules: https://yarnpkg.com/features/pnp. */
const tables = [".pnp.cjs", ".pnp.data.json", ".pnp.js"];

/** Yarn's table from `dir` upward has the package; null where there is no table. */
export function plugged(name: string, dir: string): boolean | null {
  for (const folder of foldersUp(dir)) {
    const texts = tables.flatMap((file) => readText(path.join(folder, file)) ?? []);
    if (texts.length > 0) return texts.some((text) => text.includes(`["${name}", [`));
  }
  return null;
}
