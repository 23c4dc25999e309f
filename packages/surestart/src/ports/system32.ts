import { join } from "node:path";

/**
 * A program that Windows itself brings, by its whole path: by its name alone Windows would take one of the same name from the
 * folder of the project, or find none where PATH was changed.
 */
export function system32(...name: readonly string[]): string {
  const root = process.env["SystemRoot"] ?? process.env["windir"];
  return root === undefined ? (name.at(-1) as string) : join(root, "System32", ...name);
}
