import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * The temporary folder of this run. The process that asks first, vitest's main one, makes it and removes it at its end: no hook of
 * a helper that several files share runs at the end of a worker.
 */
export function ownFolder(): string {
  const known = process.env["SURESTART_TESTS"];
  if (known !== undefined) return known;
  const made = mkdtempSync(path.join(tmpdir(), "surestart-tests-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  process.env["SURESTART_TESTS"] = made;
  return made;
}
