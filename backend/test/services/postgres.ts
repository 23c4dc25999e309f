import { execFileSync } from "node:child_process";
import { chownSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { ordinaryUser, programOf, type Server, startServer } from "./server.ts";

/** Debian keeps each version's programs in a folder of their own, which is not on PATH; the newest comes first. */
const debian = "/usr/lib/postgresql";
const folders = existsSync(debian)
  ? readdirSync(debian)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(debian, version, "bin"))
  : [];

/** The folder of initdb and postgres; null, after a line that says so, when they are not here. */
export function postgresFolder(): string | null {
  const initdb = programOf("initdb", folders);
  if (initdb === null) console.warn("Skipped without PostgreSQL: apt-get install postgresql");
  return initdb === null ? null : join(initdb, "..");
}

export interface PostgresServer extends Server {
  /** The URL of a new, empty database. */
  database(): Promise<string>;
  /** As the superuser, in the database of this URL. */
  query(url: string, sql: string): Promise<Record<string, unknown>[]>;
}

export async function startPostgres(folder: string): Promise<PostgresServer> {
  const server = await startServer({
    program: join(folder, "postgres"),
    prepare: (dir) => {
      const { uid, gid } = ordinaryUser();
      if (uid !== undefined && gid !== undefined) chownSync(dir, uid, gid);
      execFileSync(
        join(folder, "initdb"),
        ["-D", join(dir, "data"), "-A", "trust", "-U", "postgres", "--no-sync"],
        {
          ...ordinaryUser(),
          stdio: "ignore",
        },
      );
    },
    argumentsOf: (port, dir) => [
      ...["-D", join(dir, "data"), "-p", String(port), "-k", dir, "-c", "listen_addresses=127.0.0.1"],
      // A killed process loses nothing by it; only a power cut would.
      ...["-c", "fsync=off"],
    ],
    answers: (port) =>
      query(`postgres://postgres@127.0.0.1:${port}/postgres`, "SELECT 1").then(
        () => true,
        () => false,
      ),
  });
  let databases = 0;
  const at = (name: string): string => `postgres://postgres@127.0.0.1:${server.port}/${name}`;
  return {
    ...server,
    query,
    async database() {
      const name = `test${++databases}`;
      await query(at("postgres"), `CREATE DATABASE ${name}`);
      return at(name);
    },
  };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
