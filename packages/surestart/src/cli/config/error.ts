import type { Place } from "../../finding.ts";
import { maskWithoutFacts } from "../../report/crash.ts";
import { UsageError } from "../command.ts";

/** One line about the project's config; secrets that the environment or a .env holds are masked. */
export function configError(dir: string, at: Place, words: string): UsageError {
  const where = [at.file, at.line, at.column].filter((part) => part !== undefined).join(":");
  return new UsageError(maskWithoutFacts(dir).text(`${where}: ${words}`), false);
}

/** What an error says, in one line. */
export function firstLine(error: unknown): string {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}` : `a ${typeof error} that is not an Error`;
  return text.split("\n")[0]!.trim();
}
