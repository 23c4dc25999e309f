import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Migrates } from "../../known/_made-files.ts";
import { tools } from "../../known/_tools.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { typed } from "../_typed.ts";
import { lastWords } from "../runtime/_crash-text.ts";

const signs =
  /no such table: ["'`]?([\w.]+)|relation "([\w.]+)" does not exist|Table '([\w.]+)' doesn't exist|The table `([\w.]+)` does not exist|UndefinedTable|42P01|ER_NO_SUCH_TABLE|no such column: ([\w.]+)|column "([\w.]+)" (?:of relation .* )?does not exist|SCHEMA_MISMATCH/i;

export default defineDiagnosis({
  code: "service/schema-missing",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const match = signs.exec(lastWords(facts));
    return match
      ? [{ table: match.slice(1).find((m) => m !== undefined) ?? null, tool: migrationTool(facts) }]
      : [];
  },
  finding: ({ table, tool }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: table ? `The database has no ${table}` : "Tables are missing in the database",
    detail: `The database answers, but lacks what the program needs: its migrations have not been applied${tool ? ` (the project uses ${tool.called})` : ""}.`,
    ...(facts.run?.crash?.at ? { at: facts.run.crash.at } : {}),
    also: tool ? [{ file: tool.found, note: `${tool.called} is set up here` }] : [],
  }),
  fixes: ({ tool }, facts) => [
    {
      id: "migrate",
      title: "Apply the migrations",
      safety: "manual",
      ...(tool ? typed(facts, tool.command, tool.windows ?? tool.command) : {}),
      changes: [],
    },
  ],
  page: {
    what: "The database answers, but tables or columns that the program needs are missing.",
    why: "A new database is empty until the migrations are applied; newer code needs newer tables.",
    causes: [
      "A fresh database.",
      "A branch with a new migration.",
      "The program opens another database file than the migrations did.",
    ],
    steps: [
      "Apply the migrations: `alembic upgrade head`, `python3 manage.py migrate`, `npx prisma migrate dev`, `npx drizzle-kit migrate`, or the command of the finding.",
      "In production, apply them before the new version starts; for Prisma: `npx prisma migrate deploy`.",
      "Check that the program and the migrations use the same database: a relative path of an SQLite file depends on the working folder.",
    ],
    not: "A database that does not exist at all is service/database-missing.",
  },
});

type MigrationTool = Migrates & { called: string; found: string };

function migrationTool(facts: Facts): MigrationTool | null {
  const files = facts.project.files ?? [];
  const all = tools.flatMap(({ name, called = name, migrates }) =>
    migrates ? [{ name, called, ...migrates }] : [],
  );
  for (const tool of all) {
    const found = files.find((one) => tool.file?.test(one.slice(one.lastIndexOf("/") + 1)));
    if (found !== undefined) return { ...tool, found };
  }
  const byPackage = all.find(({ name, folder }) => folder && declares(facts, name));
  return byPackage?.folder ? { ...byPackage, found: byPackage.folder } : null;
}

function declares({ runtime }: Facts, pack: string): boolean {
  return runtime.manifests.some(({ packages }) => packages.some((one) => one.toLowerCase() === pack));
}

export function cases(): Cases {
  const files = {
    "alembic.ini": "[alembic]\n",
    "main.py": text`
      import os
      ${importPy}
      ${servePy}
    `,
  };
  return {
    claims: [
      {
        name: "a fresh database",
        files,
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 3, in <module>',
            "    rows()",
            "sqlite3.OperationalError: no such table: seats",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "healthy",
        files,
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}
