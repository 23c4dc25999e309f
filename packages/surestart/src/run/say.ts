import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { wrap } from "../report/visible.ts";

const name = "surestart: ";

/** One message of ours, on stderr. A terminal would break it in the middle of a word. */
export function say(line: string): void {
  const { isTTY, columns } = process.stderr;
  const lines = isTTY && columns > 2 * name.length ? wrap(line, columns - name.length) : [line];
  process.stderr.write(`${name}${lines.join(`\n${" ".repeat(name.length)}`)}\n`);
}

/** A fault of ours in what we say is told as such, and changes nothing for the program and the status. */
export async function safely(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await tellFault(error);
  }
}

const self = fileURLToPath(import.meta.url);
let toldGone = false;

/**
 * Tells what ended us, or a part of what we do, and gives the status for it. That our own files are not there any more is said
 * once.
 */
export async function tellFault(error: unknown): Promise<number> {
  // A backend runs for days: `npm ci` meanwhile, and what is loaded only when it is needed cannot be loaded.
  const crash = existsSync(self) ? await import("../report/crash.ts").catch(() => null) : null;
  if (crash !== null) return crash.reportCrash(error);
  if (!toldGone) {
    const gone =
      "its own files were removed or replaced while it ran, so parts of it are missing: start it again";
    process.stderr.write(`${name}${gone}\n`);
  }
  toldGone = true;
  return 1;
}
