import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { typed } from "../_typed.ts";
import { said } from "./_said.ts";

/** The words of SQLite and its drivers, and of embedded stores that take a lock file. */
const signs =
  /database (?:table |schema )?is locked|SQLITE_(?:BUSY|LOCKED)(?![A-Za-z])|Could not set lock on file|resource temporarily unavailable[^\n]*\bLOCK\b|\bLOCK: already held by process/i;

export default defineDiagnosis({
  code: "resource/file-locked",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => said(facts, signs).map(({ words }) => ({ words, holder: holderOf(facts) })),
  finding: ({ words, holder }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: holder
      ? `${holder.file} is locked by ${holder.program} (pid ${holder.pid})`
      : "A file that the program needs is locked by another process",
    detail: `The program says: "${words}".${holder ? ` ${holder.program} (pid ${holder.pid}) holds the write lock of ${holder.file}.` : " It is not visible from here which process holds the lock."}`,
    ...(holder ? { at: { file: holder.file } } : facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
    ...(holder && facts.run?.crash?.at
      ? { also: [{ ...facts.run.crash.at, note: "the program failed here" }] }
      : {}),
  }),
  fixes: ({ holder }, facts) => [
    {
      id: "release-lock",
      title: holder
        ? `Let ${holder.program} (pid ${holder.pid}) finish what it is writing, or stop it; then start again`
        : "Find the process that has the file open, let it finish or stop it, and start again",
      safety: "manual",
      ...(holder ? typed(facts, `ps -fp ${holder.pid}`, `tasklist /v /fi "pid eq ${holder.pid}"`) : {}),
      changes: [],
    },
  ],
  page: {
    what: "Another process has locked a file that the program needs.",
    why: "SQLite lets one process write at a time. A process that waits longer than its timeout gives up.",
    causes: [
      "Another copy of the program, a migration or a worker that is still running.",
      "A database browser or a shell with a transaction that was not ended.",
      "A process that was stopped with Ctrl-Z and keeps its locks.",
    ],
    steps: [
      "Find the process: the finding names it where it is visible; otherwise `fuser -v app.db` or `lsof app.db`.",
      "Let it finish, or stop it: commit or roll back in the database browser, `fg` after Ctrl-Z.",
      "If several processes write on purpose, set a longer timeout (`PRAGMA busy_timeout = 5000`) and `PRAGMA journal_mode = WAL`.",
    ],
    says: ["database is locked", "SQLITE_BUSY"],
    not: "A file that may not be read or written at all is resource/permission-denied.",
  },
});

/** The one holder that is seen; where several files are locked, none of them is known to be the one that was needed. */
function holderOf({ run }: Facts): NonNullable<NonNullable<Facts["run"]>["locked"]>[number] | null {
  const all = run?.locked ?? [];
  return new Set(all.map((one) => one.file)).size === 1 ? (all[0] ?? null) : null;
}

export function cases(): Cases {
  const files = {
    "main.py": text`
      import sqlite3
      sqlite3.connect("app.db").execute("create table t(a)")
    `,
  };
  const output = [
    "Traceback (most recent call last):",
    '  File "main.py", line 2, in <module>',
    '    sqlite3.connect("app.db").execute("create table t(a)")',
    "sqlite3.OperationalError: database is locked",
  ];
  return {
    claims: [
      {
        name: "another process writes to the database",
        files,
        run: {
          output,
          locked: [{ file: "app.db", pid: 4711, program: "sqlite3" }],
        },
      },
      {
        name: "whose lock it is cannot be seen",
        files,
        run: { output },
      },
    ],
    leaves: [
      {
        name: "it waited for the lock and is healthy",
        files: { "server.js": serverJs },
        run: {
          outcome: "healthy",
          ended: "healthy",
          output: ["sqlite3.OperationalError: database is locked, trying again"],
          locked: [{ file: "app.db", pid: 4711, program: "sqlite3" }],
        },
      },
    ],
  };
}
