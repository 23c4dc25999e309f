import type { Crash } from "../facts.ts";
import type { CrashOptions } from "./crash/frames.ts";
import { readMessage } from "./crash/messages.ts";
import { readNodeCrash } from "./crash/node.ts";
import { readPythonCrash } from "./crash/python.ts";

export type { CrashOptions } from "./crash/frames.ts";

/**
 * Reads a program's own error from the last lines that it printed: a Python traceback, a Node stack, or the one line with
 * which an interpreter, a server or a shell says why it does not even start. Of several the last one counts: it is the one
 * with which the program ended. null where nothing looks like an error. Pure.
 */
export function readCrash(lines: readonly string[], options: CrashOptions): Crash | null {
  const found = [readPythonCrash, readNodeCrash, readMessage].flatMap((read) => read(lines, options) ?? []);
  // A traceback says more than the line behind it that only says that there was one.
  const traces = found.filter((one) => one.crash.frames.length > 0);
  const last = (traces.length > 0 ? traces : found).sort((a, b) => b.end - a.end)[0];
  return last?.crash ?? null;
}
