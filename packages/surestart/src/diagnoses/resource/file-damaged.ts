import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { said, saidCases } from "./_said.ts";

/** The words of SQLite, and of PostgreSQL, for a file whose bytes cannot be what they wrote. */
const signs =
  /database disk image is malformed|file is not a database|file is encrypted or is not a database|SQLITE_(?:CORRUPT|NOTADB)|invalid page in block \d+|could not read block \d+/i;

export default defineDiagnosis({
  code: "resource/file-damaged",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => said(facts, signs),
  finding: ({ words }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: "The file of a database is damaged, or is not a database",
    detail: `The program says: "${words}".`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
  }),
  fixes: () => [
    {
      id: "restore",
      title:
        "Put a backup in its place. Without one, save what SQLite can read: sqlite3 OLD .recover | sqlite3 NEW",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "The database finds bytes in its file that it cannot have written.",
    why: "Whatever reads the damaged part fails, and data that is written next to it may be lost.",
    causes: [
      "The file was copied while the database was writing, without its -wal file.",
      "The disk was full or failed, or the machine lost power.",
      "The path names another kind of file, such as an encrypted database or a dump.",
    ],
    steps: [
      "Stop the program, and keep a copy of the file, with its -wal and -shm.",
      'Check that the path is right: `file app.db` says "SQLite 3.x database".',
      "Restore a backup. Without one, save what SQLite can read: `sqlite3 app.db .recover | sqlite3 saved.db`.",
      'From now on, copy a database that is in use with `sqlite3 app.db ".backup copy.db"`.',
    ],
    not: "A file that another process has locked is resource/file-locked.",
  },
});

export function cases(): Cases {
  return saidCases("SQLite finds a damaged page", [
    "sqlite3.DatabaseError: database disk image is malformed",
  ]);
}
