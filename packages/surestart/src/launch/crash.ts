import type { Crash } from "../facts.ts";
import { type CrashOptions, systemCode } from "./crash/frames.ts";
import { readMessage } from "./crash/messages.ts";
import { readNodeCrash } from "./crash/node.ts";
import { readOtherCrash } from "./crash/others.ts";
import { type OwnFinding, readOwnFinding } from "./crash/own-finding.ts";
import { readPythonCrash } from "./crash/python.ts";

export type { CrashOptions } from "./crash/frames.ts";

/**
 * Reads a program's own error from the last lines that it printed: a Python traceback, a Node stack, or the one line with
 * which an interpreter, a server or a shell says why it does not even start. Of several the last one counts: it is the one
 * with which the program ended. Before all of them comes the finding that a program built on surestart prints. null where
 * nothing looks like an error. Pure.
 *
 * @param options.failed the program ended with a status other than 0: then its last words count where there is nothing better
 */
export function readCrash(
  lines: readonly string[],
  options: CrashOptions & { failed?: boolean },
): Crash | null {
  const own = readOwnFinding(lines);
  if (own) return saidCrash(own);
  const found = [readOtherCrash, readPythonCrash, readNodeCrash, readMessage].flatMap(
    (read) => read(lines, options) ?? [],
  );
  // A traceback says more than the line after it that only says that there was one.
  const traces = found.filter((one) => one.crash.frames.length > 0);
  const last = (traces.length > 0 ? traces : found).sort((a, b) => b.end - a.end)[0];
  return last?.crash ?? (options.failed ? lastWords(lines) : null);
}

/** A program that is built on surestart knows better than any reader of its output why it ended. */
function saidCrash({ said, lines }: OwnFinding): Crash {
  return {
    language: "node",
    name: "SurestartError",
    message: `${said.title}. ${said.detail}`,
    code: said.code,
    frames: [],
    at: null,
    causes: [],
    lines,
    said,
  };
}

/**
 * `sys.exit("REGION is not set")`, `console.error(…); process.exit(1)`: the line stands for the error's name. Of a list that is
 * printed as data, that is the line in front of it.
 */
function lastWords(lines: readonly string[]): Crash | null {
  const printed = lines.filter((line) => line.trim() !== "").slice(-40);
  const closes = /^[\]})]+[,;]?$/.test(printed.at(-1)?.trim() ?? "");
  const head = closes ? printed.findLastIndex((line) => /^[^\s[\](){}"'`,]/.test(line)) : -1;
  // Neither a brace nor the frame that is drawn around a text says anything.
  const worded = printed.filter((line) => /[\p{L}\p{N}]/u.test(line) && !ofRunner.test(line)).slice(-3);
  const said = head >= 0 ? printed.slice(head) : closes ? [] : worded;
  const name = (head >= 0 ? said[0] : said.at(-1))
    ?.replace(/\s*[[({]$/, "")
    .replace(/^[\s│┃|╭┌─━]+|[\s│┃|╮┐─━]+$/g, "")
    .replace(timeOfGo, "");
  if (name === undefined || /\b(?:INFO|DEBUG|TRACE)\b|^[{[>]|^npm /.test(name)) return null;
  return {
    language: "other",
    name,
    message: "",
    code: systemCode(name),
    frames: [],
    at: null,
    causes: [],
    lines: said,
  };
}

/** What `go run` and make say after the program, of its end alone. */
const ofRunner = /^(?:exit status \d+|make(?:\[\d+\])?: \*\*\* .*)$/;

/** Go's logger puts the time in front, and the place of the call if it is told to. */
const timeOfGo = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? /;
