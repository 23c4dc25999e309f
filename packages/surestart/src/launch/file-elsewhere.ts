import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { RunFacts } from "../facts.ts";
import { relativeTo } from "../folders.ts";

/**
 * A file that the program asked for by its path from the working folder, and that the project has in one other folder: next to
 * the code that asks, or in a folder of the project. null where no folder has it, or several.
 */
export function fileElsewhere(
  { crash }: Pick<RunFacts, "crash">,
  { dir, cwd }: { dir: string; cwd: string },
): { asked: string; lies: string } | null {
  const asked = crash ? askedFor(crash, cwd) : null;
  if (asked === null || path.isAbsolute(asked) || /^(?:\.\/)?\.\.|^\w+:/.test(asked)) return null;
  if (existsSync(path.resolve(cwd, asked))) return null;
  const beside = (crash?.frames ?? [])
    .filter(({ own }) => own)
    .map(({ file }) => path.dirname(path.resolve(dir, file)));
  const found = new Set(
    [...beside, ...foldersOf(dir)]
      .map((folder) => path.join(folder, asked))
      .filter((file) => existsSync(file)),
  );
  const [lies] = found;
  return lies !== undefined && found.size === 1 ? { asked, lies: relativeTo(dir, lies) } : null;
}

/** Node's and Python's own words, and Node's for a module that it is to load before the program. */
function askedFor({ message }: NonNullable<RunFacts["crash"]>, cwd: string): string | null {
  const required = /^Cannot find module '([^']+)'\n?[\s\S]*\binternal\/preload\b/.exec(message)?.[1];
  // What an option imports, a folder imports.
  const imported = /^Cannot find module '([^']+)' imported from .*[\\/]$/.exec(message)?.[1];
  if (imported !== undefined) return `./${path.relative(cwd, imported).replaceAll("\\", "/")}`;
  return required ?? /(?:\bENOENT\b|\[Errno 2\])[^'\n]*'([^'\n]+)'/.exec(message)?.[1] ?? null;
}

function foldersOf(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() && !/^\.|^(?:node_modules|venv|env|dist|build|vendor)$/.test(entry.name),
      )
      .map((entry) => path.join(dir, entry.name));
  } catch {
    return [];
  }
}
