import { spawn } from "node:child_process";
import { closeSync, openSync, renameSync, rmSync } from "node:fs";
import { UsageError } from "../../tool.ts";
import { readUrl } from "./url.ts";

/** Copies the database by pg_dump, which sees it as it is at one moment. */
export async function backupPostgres(url: string, file: string): Promise<void> {
  const part = `${file}.part`;
  try {
    closeSync(openSync(part, "w", 0o600));
    await run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", `--file=${part}`], url);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/** All or nothing: a restore that fails leaves the database as it was. */
export async function restorePostgres(url: string, file: string): Promise<void> {
  const { database } = connectionOf(url);
  const words = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"];
  await run("pg_restore", [...words, `--dbname=${database}`, file], url);
}

function run(program: string, words: string[], url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...connectionOf(url).env },
    });
    child.once("error", (cause) =>
      reject(
        new UsageError(`${program} is not installed; it comes with PostgreSQL's client programs.`, { cause }),
      ),
    );
    child.once("close", (status) => {
      if (status === 0) resolve();
      else reject(new UsageError(`${program} failed with status ${status}.`));
    });
  });
}

/** By the environment: whoever lists processes sees their arguments, and would see the password among them. */
function connectionOf(url: string): { database: string; env: Record<string, string> } {
  const { host, port, user = "", password = "", database = "" } = readUrl(url);
  const option = (name: string): string => URL.parse(url)?.searchParams.get(name) ?? "";
  const all = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password ?? "",
    PGDATABASE: database,
    PGOPTIONS: option("options"),
    PGSSLMODE: option("sslmode") === "no-verify" ? "require" : option("sslmode"),
    PGSSLROOTCERT: option("sslrootcert"),
    PGSSLCERT: option("sslcert"),
    PGSSLKEY: option("sslkey"),
  };
  return { database, env: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")) };
}
