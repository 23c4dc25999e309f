import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ask, cleanUp, ended, freshBackend, freshSecret, type Run, signUp, start } from "./support.ts";

const holders: ChildProcess[] = [];
const mounts: string[] = [];
vi.setConfig({ testTimeout: 120_000 });
afterEach(async () => {
  await Promise.all(holders.splice(0).map((child) => ended(child, "SIGKILL")));
  await cleanUp();
  for (const mount of mounts.splice(0)) {
    execFileSync("umount", ["-l", mount]);
    rmSync(mount, { recursive: true });
  }
});

const secret = freshSecret();
const production = { NODE_ENV: "production", HOST: "127.0.0.1", BETTER_AUTH_URL: "https://auth.example.com" };
const started = (dir: string, file: string, more: Record<string, string> = {}): Run =>
  start(dir, { ...production, BETTER_AUTH_SECRET: secret, DATABASE_FILE: file, ...more });

/** Another process that holds the write lock of the database until it is killed. */
async function holdLock(file: string): Promise<ChildProcess> {
  const script = `
    const database = new (require("node:sqlite").DatabaseSync)(process.argv[1]);
    database.exec("BEGIN IMMEDIATE");
    console.log("locked");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", script, file], { stdio: ["ignore", "pipe", "inherit"] });
  holders.push(child);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

/** A disk of its own, so small that it can be filled; null where only root may make one and we are not root. */
function smallDisk(): string | null {
  const mount = mkdtempSync(join(tmpdir(), "surestart-disk-"));
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", mount]).status !== 0) {
    rmSync(mount, { recursive: true });
    return null;
  }
  mounts.push(mount);
  return mount;
}
const canMount = smallDisk() !== null;
if (!canMount)
  console.warn("Not tried with a full disk: a small one cannot be mounted here (only root can).");

/** Takes what room there is; gives a function that gives it back. */
function fill(disk: string): () => void {
  const file = join(disk, "filler");
  const descriptor = openSync(file, "w");
  for (const size of [65_536, 4096, 512, 1]) {
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(size));
    } catch {
      // Full for blocks of this size.
    }
  }
  closeSync(descriptor);
  return () => rmSync(file);
}

async function madeDatabase(dir: string): Promise<string> {
  const file = join(dir, "data/auth.db");
  const run = started(dir, file);
  await signUp(await run.url);
  await ended(run.child, "SIGTERM");
  return file;
}

/** Zeros in the middle of the file, where tables are. */
function damage(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
  database.close();
  const descriptor = openSync(file, "r+");
  for (const page of [2, 3, 4, 5]) writeSync(descriptor, Buffer.alloc(4096), 0, 4096, page * 4096);
  closeSync(descriptor);
}

/** Milliseconds: what waits for the database waits for longer, and a busy machine does not take as long. */
const atOnce = 5000;

describe("what is wrong with the database is said at the start", () => {
  const rows: [string, (dir: string) => Promise<string>, string, RegExp][] = [
    [
      "a folder",
      async (dir) => {
        mkdirSync(join(dir, "folder.db"));
        return join(dir, "folder.db");
      },
      "env/invalid-value",
      /DATABASE_FILE is a folder/,
    ],
    [
      "a path through a file",
      async (dir) => join(dir, "package.json", "data", "auth.db"),
      "env/invalid-value",
      /package\.json is a file, but should be a folder/,
    ],
    [
      "another kind of file",
      async (dir) => {
        writeFileSync(
          join(dir, "notes.db"),
          "not a database, and long enough to be read as one. ".repeat(50),
        );
        return join(dir, "notes.db");
      },
      "resource/file-damaged",
      /is not an SQLite database/,
    ],
    [
      "a damaged file",
      async (dir) => {
        const file = await madeDatabase(dir);
        damage(file);
        return file;
      },
      "resource/file-damaged",
      /is damaged/,
    ],
    [
      "a file that another process has locked",
      async (dir) => {
        const file = await madeDatabase(dir);
        await holdLock(file);
        return file;
      },
      "resource/file-locked",
      /Another process has locked the database/,
    ],
    [
      "a folder that no one can make",
      async () => "/proc/surestart/auth.db",
      "resource/p",
      /could not be created|cannot be opened for writing/,
    ],
  ];
  test.each(rows)("%s", async (_name, make, code, said) => {
    const dir = freshBackend();
    const file = await make(dir);
    const run = started(dir, file);
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain(`(${code}`);
    expect(run.output()).toMatch(said);
    expect(run.output()).toContain(file);
    expect(run.output()).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    if (code === "resource/file-locked" && process.platform === "linux") {
      expect(run.output()).toContain(`pid ${holders[0]?.pid}`);
    }
  });

  test.skipIf(!canMount)("a full disk", async () => {
    const disk = smallDisk() as string;
    fill(disk);
    const run = started(freshBackend(), join(disk, "auth.db"));
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain("(resource/disk-full)");
  });
});

describe("what goes wrong while it runs is seen by health, and said once", () => {
  interface Line {
    level: number;
    check?: string;
    to?: string;
    code?: string;
  }
  const changes = (run: Run): Line[] =>
    run
      .output()
      .split("\n")
      .filter((line) => line.includes('"check":"database"'))
      .map((line) => JSON.parse(line) as Line);
  const ready = async (url: string): Promise<[number, unknown]> => {
    const { status, body } = await ask(`${url}/health/ready`);
    const checks = (body["checks"] ?? {}) as Record<string, { output?: string }[]>;
    return [status, checks["database:responseTime"]?.[0]?.output];
  };
  const live = async (url: string): Promise<number> => {
    const since = performance.now();
    expect((await ask(`${url}/health/live`)).status).toBe(200);
    return performance.now() - since;
  };

  test("a file that is removed: no sign-up is answered with success and lost", async () => {
    const dir = freshBackend();
    const file = join(dir, "data/auth.db");
    const run = started(dir, file);
    const url = await run.url;
    expect(await ready(url)).toEqual([200, undefined]);
    renameSync(file, `${file}.gone`);
    await expect(signUp(url)).rejects.toThrow(/was answered 50/);
    await expect.poll(() => ready(url)).toEqual([503, "failed: ENOENT"]);
    writeFileSync(file, "");
    await expect.poll(() => ready(url)).toEqual([503, "failed: ESTALE"]);
    await expect(signUp(url)).rejects.toThrow(/was answered 50/);
    for (let i = 0; i < 5; i++) await ready(url);
    expect(changes(run)).toMatchObject([{ level: 50, to: "fail", code: "ENOENT" }]);
  });

  test("another process that keeps the lock: live at once, ready not, and again when it is gone", async () => {
    const dir = freshBackend();
    const file = join(dir, "data/auth.db");
    const run = started(dir, file);
    const url = await run.url;
    expect(await ready(url)).toEqual([200, undefined]);
    const holder = await holdLock(file);
    await expect.poll(() => ready(url), { timeout: 25_000 }).toEqual([503, "failed: ELOCKED"]);
    const writing = signUp(url).catch((error: Error) => error.message);
    const took = await Promise.all(Array.from({ length: 10 }, () => live(url)));
    expect(Math.max(...took)).toBeLessThan(atOnce);
    expect(await writing).toMatch(/was answered 503/);
    await ended(holder, "SIGKILL");
    await expect.poll(() => ready(url), { timeout: 15_000 }).toEqual([200, undefined]);
    expect(changes(run)).toMatchObject([
      { level: 50, to: "fail", code: "ELOCKED" },
      { level: 30, to: "pass" },
    ]);
  });

  test.skipIf(!canMount)(
    "a disk that fills up, and has room again",
    async () => {
      const disk = smallDisk() as string;
      const run = started(freshBackend(), join(disk, "auth.db"));
      const url = await run.url;
      expect(await ready(url)).toEqual([200, undefined]);
      const release = fill(disk);
      // SQLite's log has some room that it has taken before; a sign-up or two, or the check, use it up.
      await expect
        .poll(
          async () => {
            await signUp(url).catch(() => {});
            return (await ready(url))[0];
          },
          { timeout: 20_000, interval: 300 },
        )
        .toBe(503);
      expect(await live(url)).toBeLessThan(atOnce);
      release();
      await expect.poll(() => ready(url), { timeout: 15_000 }).toEqual([200, undefined]);
      expect(changes(run).map(({ to }) => to)).toEqual(["fail", "pass"]);
    },
    60_000,
  );
});

test("metrics are for this machine, or for who has the token; they name no path and no user", async () => {
  const dir = freshBackend();
  const token = "metrics-token-0123456789";
  const open = await started(dir, join(dir, "data/auth.db")).url;
  await ask(`${open}/canary-path`);
  const own = await fetch(`${open}/metrics`);
  const text = await own.text();
  expect(own.status).toBe(200);
  expect(text).toContain('http_requests_total{method="GET",status="404"} 1');
  expect(text).toContain('health_check_status{check="database",status="pass"} 1');
  expect(text).not.toContain("canary");
  expect((await ask(`${open}/metrics`, { headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(404);

  const guarded = await started(dir, join(dir, "data/auth.db"), { METRICS_TOKEN: token }).url;
  const status = async (authorization?: string) =>
    (await ask(`${guarded}/metrics`, { headers: authorization ? { authorization } : {} })).status;
  expect(await status()).toBe(404);
  expect(await status("Bearer another-token-0123456789")).toBe(404);
  expect(await status(`Bearer ${token}`)).toBe(200);
});

test("settings that production would refuse are a warning, and the timeline tells how the start went", async () => {
  const { url } = start(freshBackend(), { BETTER_AUTH_SECRET: "change-me-to-32-random-characters-or-more" });
  const { status, body } = await ask(`${await url}/health`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "warn",
    checks: {
      "settings:value": [{ status: "warn", observedValue: 1 }],
      "database:responseTime": [{ status: "pass" }],
      "signing:responseTime": [{ status: "pass" }],
    },
  });
  const steps = (body["timeline"] as { step: string }[]).map(({ step }) => step);
  expect(steps).toEqual(["database", "port", "auth", "ready"]);
});
