// `npm run restore -- FILE`: the database as it was when the copy was made. The backend has to be stopped.
import { readAuthConfig } from "./config/auth-config.ts";
import { restorePostgres } from "./database/postgres/backup.ts";
import { restoreSqlite } from "./database/sqlite/backup.ts";
import { givenFile, runTool, UsageError } from "./tool.ts";

await runTool(async ([given]) => {
  if (given === undefined) throw new UsageError("Which copy? npm run restore -- FILE");
  const file = givenFile(given);
  const { data } = readAuthConfig();
  const { database } = data;
  if (database.type === "postgres") {
    await restorePostgres(database.url, file);
    return "The tables of the backend were restored from the copy.";
  }
  const before = restoreSqlite(database.file, file);
  const kept = before === null ? "" : ` The previous database is in ${before}.`;
  return `${database.file} was restored from the copy.${kept}`;
});
