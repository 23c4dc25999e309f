import type { Crash } from "../../facts.ts";
import { type CrashOptions, innermostOwn, ownFile, systemCode } from "../crash/frames.ts";
import type { Note } from "./notes.ts";

type Raised = Extract<Note, { do: "raise" }>;

/**
 * The exception with which each process of a watched start ended, where both starts have printed it: several processes that
 * print at once mix their lines, and a reader of the output makes another error of them. null where the output is clear.
 *
 * @param outputs the lines of the start without the witness, and of the one with it
 * @param read what a reader made of them
 */
export function reportedCrash(
  notes: readonly Note[],
  outputs: readonly [readonly string[], readonly string[]],
  read: readonly [Crash | null, Crash | null],
  options: CrashOptions,
): Crash | null {
  const raised = notes.filter((note): note is Raised => note.do === "raise" && note.at != null);
  const ended = new Map(raised.filter(({ ends }) => ends).map((note) => [note.process, note]));
  const [last, ...others] = ended.values();
  if (!last?.name || last.at == null || others.some((one) => !isSame(one, last))) return null;
  // Another one of the project's lines is another failure.
  if (read.some((crash) => crash?.at && crash.name !== last.name)) return null;
  const messages = outputs.map((lines) => messageIn(lines, last, options));
  const [message] = messages;
  if (message === undefined || messages.includes(null) || message === null) return null;
  const frames = last.frames.map((frame) => ({
    ...ownFile(frame.file, options),
    own: frame.own,
    line: frame.line,
    function: frame.in,
    text: null,
  }));
  return {
    language: "python",
    name: last.name,
    message,
    code: systemCode(message),
    frames,
    at: innermostOwn(frames),
    causes: [],
    lines: [message === "" ? last.name : `${last.name}: ${message}`],
  };
}

function isSame(one: Raised, other: Raised): boolean {
  return one.name === other.name && one.at?.file === other.at?.file && one.at?.line === other.at?.line;
}

/** What follows the name of the exception, in an output that has its last line of the project as well. */
function messageIn(lines: readonly string[], { name, at }: Raised, options: CrashOptions): string | null {
  const own = ownFile(at?.file ?? "", options).file;
  const hasPlace = lines.some((line) => {
    const [, file, number] = /File "([^"]+)", line (\d+)/.exec(line) ?? [];
    return file !== undefined && Number(number) === at?.line && ownFile(file, options).file === own;
  });
  if (!hasPlace) return null;
  for (const line of lines.toReversed()) {
    const [, path = "", message = ""] = /^([A-Za-z_][\w.]*)(?:: (.*))?$/.exec(line) ?? [];
    if (path.slice(path.lastIndexOf(".") + 1) === name) return message;
  }
  return null;
}
