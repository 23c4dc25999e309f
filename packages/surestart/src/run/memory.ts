import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** So many files are kept in each folder; the oldest go first. */
const kept = 200;

/**
 * Writes what a later start may use into surestart's own folder, mode 600, whole or not at all. Where it cannot be written,
 * the next start takes as long as this one.
 */
export function remember(path: string, value: unknown): void {
  const beside = `${path}.${process.pid}`;
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(beside, JSON.stringify(value), { mode: 0o600 });
    renameSync(beside, path);
    tidy(folder);
  } catch {
    rmSync(beside, { force: true });
  }
}

function tidy(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= kept) return;
  const age = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  for (const file of files.sort((a, b) => age(a) - age(b)).slice(0, files.length - kept))
    rmSync(file, { force: true });
}
