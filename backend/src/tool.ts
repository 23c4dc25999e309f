import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isSurestartError } from "surestart/env";
import { describeError, errorText } from "./describe-error.ts";

/** What whoever calls a tool can set right; its message is all that is shown. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Runs a command of the backend: its words in, what it has to say out; status 1 when it failed. */
export async function runTool(work: (words: string[]) => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await work(process.argv.slice(2))}\n`);
  } catch (error) {
    const text =
      error instanceof UsageError
        ? error.message
        : isSurestartError(error)
          ? describeError(error)
          : errorText(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}

/** Relative to where npm was started, which itself goes to the folder of package.json. */
const from = (file: string): string => resolve(process.env["INIT_CWD"] ?? ".", file);

export function newFile(given: string): string {
  const file = from(given);
  if (existsSync(file)) throw new UsageError(`${file} already exists and is not overwritten.`);
  return file;
}

export function givenFile(given: string): string {
  const file = from(given);
  if (!existsSync(file)) throw new UsageError(`${file} does not exist.`);
  return file;
}
