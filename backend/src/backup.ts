// `npm run backup [-- FILE]`: a copy of the database, while the backend runs.
import { readAuthConfig } from "./config/auth-config.ts";
import { backupPostgres } from "./database/postgres/backup.ts";
import { backupSqlite } from "./database/sqlite/backup.ts";
import { newFile, runTool } from "./tool.ts";

await runTool(async ([given]) => {
  const { data } = readAuthConfig();
  const { database } = data;
  const file = newFile(given ?? `auth-backup-${stamp()}.${database.type === "sqlite" ? "db" : "dump"}`);
  if (database.type === "sqlite") backupSqlite(database.file, file);
  else await backupPostgres(database.url, file);
  return `The database was copied to ${file}. It contains all password hashes and sessions: protect it like a secret.
Restore it with: npm run restore -- ${file}`;
});

/** "20261129-184500", UTC. */
function stamp(): string {
  return new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
}
