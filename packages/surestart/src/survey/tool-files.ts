import { readdirSync } from "node:fs";
import path from "node:path";

const tools =
  /^(alembic\.ini|manage\.py|schema\.prisma|drizzle\.config\.[cm]?[jt]s|knexfile\.[cm]?[jt]s|\.sequelizerc|ormconfig\.\w+|data-source\.[jt]s|flyway\.conf)$/;
const elsewhere = new Set(["node_modules", "dist", "build", "venv", "__pycache__"]);

/** Files that say which tool keeps the database, two folders deep; relative to the project. */
export function toolFiles(dir: string, below = "", depth = 2): string[] {
  let entries: { name: string; isDirectory: () => boolean }[];
  try {
    entries = readdirSync(path.join(dir, below), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const file = below ? `${below}/${entry.name}` : entry.name;
    if (!entry.isDirectory()) return tools.test(entry.name) ? [file] : [];
    if (depth === 0 || entry.name.startsWith(".") || elsewhere.has(entry.name)) return [];
    return toolFiles(dir, file, depth - 1);
  });
}
