import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockedFiles } from "../../src/launch/locked-files.ts";

const writers = [
  ["a rollback journal", ""],
  ["a write-ahead log", "db.exec('pragma journal_mode = wal; create table t(a)');"],
] as const;

test.runIf(process.platform === "linux").each(writers)(
  "names who writes to a database with %s",
  async (_name, before) => {
    const dir = realpathSync(mkdtempSync(join(tmpdir(), "surestart-locks-")));
    const script = `
    const db = new (require("node:sqlite").DatabaseSync)("app.db"); ${before}
    db.exec("begin immediate"); console.log("locked"); process.stdin.resume().on("end", () => process.exit());`;
    const writer = spawn(process.execPath, ["--no-warnings", "-e", script], {
      cwd: dir,
      stdio: ["pipe", "pipe", "inherit"],
    });
    try {
      await once(writer.stdout, "data");
      expect(lockedFiles(dir)).toEqual([{ file: "app.db", pid: writer.pid, program: "node" }]);
      expect(lockedFiles(join(dir, "elsewhere"))).toEqual([]);
    } finally {
      writer.stdin.end();
      await once(writer, "exit");
      expect(lockedFiles(dir)).toEqual([]);
      rmSync(dir, { recursive: true });
    }
  },
);
