import path from "node:path";
import { entriesOf } from "../files.ts";

const tools =
  /^(alembic\.ini|manage\.py|schema\.prisma|drizzle\.config\.[cm]?[jt]s|knexfile\.[cm]?[jt]s|\.sequelizerc|ormconfig\.\w+|data-source\.[jt]s|flyway\.conf)$/;
/** What the package `config` reads in its folder, next to files of a host or an instance. */
const settings =
  /^(default|local|development|production|test|staging|custom-environment-variables)(-\w+)*\.(json5?|hjson|ya?ml|toml|[cm]?[jt]s|coffee|properties|xml)$/;
const elsewhere = new Set(["node_modules", "dist", "build", "venv", "__pycache__"]);

/**
 * Files that say which tool keeps the database, two folders deep, and those in a folder `config` there; relative to the
 * project.
 */
export function toolFiles(dir: string, below = "", depth = 2): string[] {
  return entriesOf(path.join(dir, below)).flatMap((entry) => {
    const file = below ? `${below}/${entry.name}` : entry.name;
    if (!entry.isDirectory())
      return tools.test(entry.name) || (isConfig(below) && settings.test(entry.name)) ? [file] : [];
    if (
      (depth === 0 && entry.name !== "config") ||
      isConfig(below) ||
      entry.name.startsWith(".") ||
      elsewhere.has(entry.name)
    )
      return [];
    return toolFiles(dir, file, depth - 1);
  });
}

function isConfig(folder: string): boolean {
  return path.basename(folder) === "config";
}
