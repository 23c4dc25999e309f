import path from "node:path";
import { entriesOf } from "../files.ts";
import type { SettingsFiles } from "../known/_made-files.ts";
import { tools } from "../known/_tools.ts";

const kept = tools.flatMap(({ migrates }) => migrates?.file ?? []);
const settings = tools.flatMap(({ settingsFiles }) => settingsFiles ?? []);
const elsewhere = new Set(["node_modules", "dist", "build", "venv", "__pycache__"]);

/**
 * Files that say which tool keeps the database, two folders deep, and those of a settings package in its folder there; relative
 * to the project.
 */
export function toolFiles(dir: string, below = "", depth = 2): string[] {
  return entriesOf(path.join(dir, below)).flatMap((entry) => {
    const file = below ? `${below}/${entry.name}` : entry.name;
    if (!entry.isDirectory())
      return kept.some((one) => one.test(entry.name)) || ofSettings(below)?.names.test(entry.name)
        ? [file]
        : [];
    if (
      (depth === 0 && !ofSettings(entry.name)) ||
      ofSettings(below) ||
      entry.name.startsWith(".") ||
      elsewhere.has(entry.name)
    )
      return [];
    return toolFiles(dir, file, depth - 1);
  });
}

function ofSettings(folder: string): SettingsFiles | undefined {
  return settings.find((one) => one.folder === path.posix.basename(folder));
}
