import path from "node:path";
import { findExecutable } from "../src/runtime/executable.ts";

const folders = (process.env["PATH"] ?? "").split(path.delimiter);

/**
 * Skips a test that cannot run here, and says what is missing. Where everything was installed for it, under CI, that is a failure.
 *
 * @param skip that of the test's context
 * @param commands looked up on PATH
 */
export function needs(skip: (reason: string) => void, ...commands: string[]): void {
  const missing = commands.filter((command) => findExecutable(command, "/", folders, process.env) === null);
  if (missing.length === 0) return;
  const reason = `${missing.join(" and ")} must be installed`;
  if (process.env["CI"]) throw new Error(reason);
  skip(reason);
}
