import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const home = path.resolve(import.meta.dirname, "..");
const folders = ["packages/surestart/test", "backend/test", "test"];

/** What gives a test away that starts a program, opens a port, or changes something that a whole process shares. */
const alone =
  /^(?:import|\}) .*"node:(?:child_process|net|http|worker_threads|inspector)";|\bprocess\.(?:chdir|kill|on|umask|cpuUsage)\(|\bvi\.(?:stub|spyOn|mock|useFakeTimers)|\bprocess\.env(?:\[\w+\]|\[?\.?"?\w+"?\]?) = |\bdelete process\.env/m;

/** Files of a quarter of a minute and more, the longest first: many whole starts, one after another. */
export const long = [
  "backend/test/health.test.ts",
  "test/corpus.test.ts",
  "backend/test/start.test.ts",
  "backend/test/boot.test.ts",
  "test/corpus-witness.test.ts",
  "packages/surestart/test/run/healing-servers.test.ts",
  "packages/surestart/test/run/healing.test.ts",
  "packages/surestart/test/env/differential.test.ts",
  "packages/surestart/test/run/same-environment.test.ts",
  "packages/surestart/test/cli/run-end.test.ts",
  "packages/surestart/test/cli/soak.test.ts",
  "packages/surestart/test/cli/run-port.test.ts",
  "packages/surestart/test/run/second-look.test.ts",
  "packages/surestart/test/run/second-look-servers.test.ts",
  "packages/surestart/test/cli/doctor-looked.test.ts",
  "packages/surestart/test/launch/witness/node.test.ts",
  "backend/test/journey.test.ts",
  "test/package-managers.test.ts",
  "test/docs-output.test.ts",
  "packages/surestart/test/cli/canary.test.ts",
  "packages/surestart/test/run/second-look-causes.test.ts",
  "packages/surestart/test/run/second-look-killed.test.ts",
  "backend/test/services.test.ts",
  "backend/test/load.test.ts",
  "packages/surestart/test/launch/witness/python.test.ts",
  "packages/surestart/test/launch/wait-healthy.test.ts",
  "backend/test/account.test.ts",
  "backend/test/docs-routes.test.ts",
  "packages/surestart/test/cli/run-no-guess.test.ts",
  "backend/test/mail.test.ts",
  "packages/surestart/test/cli/run-fix.test.ts",
];

/** Git is started for a moment there, for cases of which most start nothing. */
const despite = ["packages/surestart/test/diagnoses/in-small.ts"];

/** What takes minutes: servers that a test starts, and what every kind of database has to do, SQLite too. */
const servers = /from "\.\/(?:services\/(?:postgres|redis|haproxy)|database-suite)\.ts"/;

/**
 * The test files in four kinds. `reading` ones read files and compute: they need no process each, and all of them together take
 * seconds. `programs` are all others, but for those that take minutes and run when they are asked for: `long` and `databases`, which
 * try whole databases. A file is of a kind when it, or a helper that it imports, says so itself.
 */
export function testFiles(): Record<"reading" | "programs" | "long" | "databases", string[]> {
  const files = folders
    .flatMap((folder) =>
      readdirSync(path.join(home, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        path.join(folder, name),
      ),
    )
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => file.replaceAll("\\", "/"))
    // Windows is a matter of its own: npm run test:windows.
    .filter((file) => !file.startsWith("test/windows/"));
  const databases = files.filter((file) => servers.test(read(path.join(home, file))));
  const others = files.filter((file) => !databases.includes(file) && !long.includes(file));
  const programs = others.filter((file) => needsProcess(path.join(home, file), new Set()));
  return { databases, long, programs, reading: others.filter((file) => !programs.includes(file)) };
}

function needsProcess(file: string, seen: Set<string>): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const text = read(file);
  return (
    (alone.test(text) && !despite.some((one) => file === path.join(home, one))) ||
    [...text.matchAll(/(?:from|import\() ?"(\.{1,2}\/[^"]+\.ts)"/g)].some(([, specifier = ""]) => {
      const imported = path.resolve(path.dirname(file), specifier);
      return !imported.includes(`${path.sep}src${path.sep}`) && needsProcess(imported, seen);
    })
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // An import inside of a fixture's text.
    return "";
  }
}
