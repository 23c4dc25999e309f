import type { Crash } from "../../facts.ts";
import { type CrashOptions, type Found, type Frame, innermostOwn, ownFile, systemCode } from "./frames.ts";

/** How the errors of a language look. Groups of both: `file`, `line`, `column`, `function`. */
interface Form {
  /** The line with which it begins; groups `name` and `text`. */
  head: RegExp;
  /** What it is called where it has no name of its own. */
  name?: string;
  /** Its text is below the head, up to this line. */
  until?: RegExp;
  /** A line of the stack, the innermost call first. */
  frame?: RegExp;
}

const forms: Form[] = [
  // Go, and what its `recover` prints again.
  {
    head: /^panic: (?<text>.*?)(?: \[recovered\])?$/,
    name: "panic",
    frame: /^\t(?<file>\S.*\.go):(?<line>\d+)(?: \+0x[\da-f]+)?$/,
  },
  // Rust; before 1.73 the text was in front of the place.
  {
    head: /^thread '.*?'(?: \(\d+\))? panicked at (?:'(?<text>.*)', )?(?<file>\S.*?):(?<line>\d+):(?<column>\d+):?$/,
    name: "panic",
    until: /^(?:note: |stack backtrace:)/,
    frame: /^(?:stack backtrace:|note: .*| +\d+: \S.*| +at (?<file>\S.*?):(?<line>\d+)(?::(?<column>\d+))?)$/,
  },
  // Ruby; 3.4 writes other quotes, and the class in front of the method.
  {
    head: /^(?<file>(?:[A-Za-z]:|<internal:)?[^\s:][^:]*):(?<line>\d+):in [`'](?<function>[^`']*)': (?<text>.*) \((?<name>[A-Z][\w:]*)\)$/,
    frame: /^\s+(?:\d+: )?from (?<file>\S.*?):(?<line>\d+)(?::in [`'](?<function>.*)')?$/,
  },
  { head: /^(?<file>\S.*?\.(?:rb|ru)):(?<line>\d+): (?<text>syntax errors?\b.*)$/, name: "SyntaxError" },
  // PHP; its own server puts the time in front.
  {
    head: /^(?:\[[^\]]*\] )?PHP (?:Fatal|Parse) error: +(?:Uncaught (?<name>[\w\\]+): )?(?<text>.*) in (?<file>\S.*?)(?::| on line )(?<line>\d+)$/,
    name: "Fatal error",
    frame: /^(?:#\d+ (?<file>\S.*?)\((?<line>\d+)\): (?<function>.*)|Stack trace:)$/,
  },
  // Java names the file without its folder, so that it cannot be told from a library's.
  {
    head: /^Exception in thread "[^"]*" (?<name>[\w.$]+)(?:: (?<text>.*))?$/,
    frame: /^(?:\tat |Caused by: )\S.*$/,
  },
  // .NET
  {
    head: /^Unhandled exception\. (?<name>[\w.`]+)(?:: (?<text>.*))?$/,
    frame: /^ {3}at (?<function>.+?)(?: in (?<file>\S.*):line (?<line>\d+))?$/,
  },
];

/** The last error of a language whose sources are not read: its name, its words, and its place where it says one. */
export function readOtherCrash(lines: readonly string[], options: CrashOptions): Found | null {
  for (let i = lines.length - 1; i >= 0; i--) {
    for (const form of forms) {
      const match = form.head.exec(lines[i]!);
      if (match) return foundAt(lines, i, form, match.groups ?? {}, options);
    }
  }
  return null;
}

type Groups = Record<string, string | undefined>;

function foundAt(
  lines: readonly string[],
  start: number,
  form: Form,
  groups: Groups,
  options: CrashOptions,
): Found {
  const below = form.until ? textBelow(lines, start + 1, form.until) : [];
  const frames: Frame[] = frameOf(groups, options);
  let end = start + 1 + below.length;
  if (form.frame)
    for (let i = end; i < Math.min(lines.length, start + 80); i++) {
      const found = form.frame.exec(lines[i]!);
      if (!found) continue;
      // The head of some has the first line of the stack already.
      const isNew = (one: Frame): boolean => one.file !== frames[0]?.file || one.line !== frames[0].line;
      frames.unshift(...frameOf(found.groups ?? {}, options).filter(isNew));
      end = i + 1;
    }
  const text = groups["text"] ?? below.join("\n").trim();
  const crash: Crash = {
    language: "other",
    name: groups["name"] ?? form.name ?? "Error",
    message: text,
    code: systemCode(text),
    frames,
    at: innermostOwn(frames),
    causes: [],
    lines: lines.slice(start, end),
  };
  return { crash, end };
}

function textBelow(lines: readonly string[], from: number, until: RegExp): string[] {
  const rest = lines.slice(from, from + 20);
  const end = rest.findIndex((line) => until.test(line));
  return end < 0 ? rest.slice(0, 1) : rest.slice(0, end);
}

function frameOf(groups: Groups, options: CrashOptions): Frame[] {
  const { file: path, line, column, function: inside = null } = groups;
  if (path === undefined || line === undefined) return [];
  const { file, own } = ownFile(path, options);
  const frame = {
    file,
    own: own && !/^vendor\//.test(file),
    line: Number(line),
    function: inside,
    text: null,
  };
  return [column === undefined ? frame : { ...frame, column: Number(column) }];
}
