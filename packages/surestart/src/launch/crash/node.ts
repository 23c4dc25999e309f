import type { Place } from "../../finding.ts";
import { type CrashOptions, type Found, type Frame, innermostOwn, ownFile, systemCode } from "./frames.ts";

/** One error as Node prints it: its head, its stack, and its properties in braces. */
interface Block {
  name: string;
  message: string;
  code: string | null;
  frames: Frame[];
  below: Block[];
  start: number;
  end: number;
}

/**
 * Reads the last error with a stack, or the last one after Node's own excerpt (`file:line`, the source, a caret), which a
 * syntax error and a thrown value have instead.
 */
export function readNodeCrash(lines: readonly string[], options: CrashOptions): Found | null {
  const plain = lines.flatMap(stackOfLog);
  const excerpts = readExcerpts(plain, options);
  const block = lastBlock(plain, options);
  const excerpt = excerpts.findLast((e) => !block || e.end <= block.start + 1 || e.start >= block.end);
  if (!block) return excerpt ? thrown(plain, excerpt) : null;
  if (excerpt && excerpt.start >= block.end) return thrown(plain, excerpt);
  const near = excerpt && block.start - excerpt.end <= 2 ? excerpt : null;
  const isSyntax = block.name === "SyntaxError" && near?.at && near.own;
  const at = isSyntax
    ? near.at
    : (innermostOwn(block.frames) ?? importer(block, options) ?? (near?.own ? near.at : null));
  return {
    crash: {
      language: "node",
      name: block.name,
      message: block.message,
      code: block.code ?? systemCode(block.message),
      frames: textFrom(near, block.frames),
      at,
      causes: flat(block.below).map(({ name, message, code, frames }) => ({
        name,
        message,
        code: code ?? systemCode(message),
        at: innermostOwn(frames),
      })),
      lines: plain.slice(near?.start ?? block.start, block.end),
    },
    end: plain === lines ? block.end : lines.length,
  };
}

// "Error", "TypeError [ERR_X]", "PathError [TypeError]" (its name was set later), "app.ConfigError", from the start of the line …
const head = /^(\s*)(?:Uncaught )?\[?([A-Za-z_$][\w$.]*)(?: \[(?:([A-Z][A-Z0-9_]+)|\w*Error)\])?: (.*)$/;
// … or after what a log puts in front; then only a name that says that it is an error.
const logged =
  /^(\s*)\S.*?[\s:]\[?((?:[A-Za-z_$][\w$.]*)?(?:Error|Exception|Rejection))(?: \[(?:([A-Z][A-Z0-9_]+)|\w*Error)\])?: (.*)$/;
const nameOnly = /^(\s*)([A-Z][\w$]*(?:Error|Exception|Rejection))$/;
const stackLine = /^(\s+)at (?:(?:async |new )*(.+?) \((.*)\)|(?:async )?(.+))( \{)?$/;
const elided = /^\s+\.\.\. \d+ (?:lines matching|more)/;

/** The last stack that belongs to no other error and is no warning. */
function lastBlock(lines: readonly string[], options: CrashOptions): Block | null {
  let last: Block | null = null;
  for (let i = 0; i < lines.length; i++) {
    if (!stackLine.test(lines[i]!)) continue;
    const block = readBlock(lines, i, options);
    if (block && last?.end === block.start && /^Caused by: /.test(lines[block.start]!)) {
      // Deno's way to show a cause.
      last.below.push(block);
      last.end = block.end;
    } else if (block && !/^\(node:\d+\)/.test(lines[block.start]!)) last = block;
    i = Math.max(i, (block?.end ?? i + 1) - 1);
  }
  return last;
}

/** Reads the error whose stack begins at `first`: upwards its head, downwards its stack and its properties. */
function readBlock(lines: readonly string[], first: number, options: CrashOptions): Block | null {
  const indent = /^\s*/.exec(lines[first]!)![0].length;
  const start = headOf(lines, first, indent);
  if (start === null) return null;
  const [, , name = "Error", code = null, text = ""] = readHead(lines[start]!) ?? [];
  const message = [text, ...lines.slice(start + 1, first - excerptLines(lines, first))].join("\n").trimEnd();
  const frames: Frame[] = [];
  let end = first;
  let properties = false;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    const frame = stackLine.exec(line);
    if (frame && frame[1]!.length === indent) {
      frames.unshift(...frameOf(frame[2] ?? null, frame[3] ?? frame[4]!, options));
      properties = frame[5] !== undefined || / \{$/.test(frame[4] ?? "");
      if (properties) break;
    } else if (!elided.test(line) && !/^Emitted '.*' event /.test(line)) break;
  }
  const block: Block = { name: bare(name), message, code, frames, below: [], start, end };
  if (properties) readProperties(lines, end + 1, indent - 4, block, options);
  return block;
}

/** The nearest line above that names an error; the message may have several lines, and Node lists a require stack in it. */
function headOf(lines: readonly string[], first: number, indent: number): number | null {
  for (let i = first - 1 - excerptLines(lines, first); i >= Math.max(0, first - 40); i--) {
    const line = lines[i]!;
    if (stackLine.test(line) || caret.test(line)) break;
    const [, pad] = readHead(line) ?? [];
    if (pad !== undefined && pad.length <= indent && !/^\s*- /.test(line)) return i;
  }
  return null;
}

const caret = /^\s*\^+$/;

/** Deno shows the source between the error and its stack; the others above the error, if at all. */
function excerptLines(lines: readonly string[], first: number): 0 | 2 {
  if (!caret.test(lines[first - 1] ?? "")) return 0;
  return lines.slice(Math.max(0, first - 40), first - 2).some((line) => /^error: Uncaught /.test(line))
    ? 2
    : 0;
}

function readHead(line: string): RegExpExecArray | null {
  const plain = head.exec(line);
  if (plain && /(?:Error|Exception|Rejection)$/.test(plain[2]!)) return plain;
  return logged.exec(line) ?? plain ?? nameOnly.exec(line);
}

/** `{ code: 'X', [cause]: Error: … }` after the last frame, up to its closing brace. */
function readProperties(
  lines: readonly string[],
  from: number,
  indent: number,
  block: Block,
  options: CrashOptions,
): void {
  const close = `${" ".repeat(Math.max(0, indent))}}`;
  let i = from;
  for (; i < lines.length; i++) {
    const line = lines[i]!;
    if (line === close || line === `${close},`) break;
    const [, pad, code] = /^(\s*)code: ['"]([A-Za-z0-9_/-]+)['"],?$/.exec(line) ?? [];
    if (code !== undefined && pad!.length === Math.max(0, indent) + 2) block.code = code;
    if (!stackLine.test(line)) continue;
    const inner = readBlock(lines, i, options);
    if (!inner) continue;
    block.below.push(inner);
    i = inner.end - 1;
  }
  block.end = Math.min(lines.length, i + 1);
}

function frameOf(name: string | null, location: string, options: CrashOptions): Frame[] {
  const [, path, line, column] = /^(.*?):(\d+):(\d+)\)?(?: \{)?$/.exec(location) ?? [];
  if (path === undefined) return [];
  const file = ownFile(pathOf(path), options);
  return [{ ...file, line: Number(line), column: Number(column), function: name, text: null }];
}

interface Excerpt {
  at: Place;
  own: boolean;
  text: string;
  start: number;
  /** The line after the caret. */
  end: number;
}

/** `file:line`, the line itself, and a caret below it. */
function readExcerpts(lines: readonly string[], options: CrashOptions): Excerpt[] {
  const found: Excerpt[] = [];
  for (let i = 0; i + 2 < lines.length; i++) {
    const [, path, line] = /^((?:file:\/\/\/|node:|\/|[A-Za-z]:[\\/]).*):(\d+)$/.exec(lines[i]!) ?? [];
    if (path === undefined || !/^\s*\^+\s*$/.test(lines[i + 2]!)) continue;
    const { file, own } = ownFile(pathOf(path), options);
    const column = lines[i + 2]!.indexOf("^") + 1;
    const text = lines[i + 1]!;
    found.push({
      at: { file, line: Number(line), column },
      own: own && !path.startsWith("node:"),
      text,
      start: i,
      end: i + 3,
    });
  }
  return found;
}

/** Something without a stack was thrown: Node shows the place and the value. */
function thrown(lines: readonly string[], { at, own, text, start, end }: Excerpt): Found | null {
  const value = lines.slice(end).find((line) => line !== "");
  if (value === undefined) return null;
  const [, , name = "Uncaught", code = null, message = value] = readHead(value) ?? [];
  return {
    crash: {
      language: "node",
      name,
      message,
      code,
      frames: [{ file: at.file, line: at.line!, column: at.column!, function: null, own, text: text.trim() }],
      at: own ? at : null,
      causes: [],
      lines: lines.slice(start, lines.indexOf(value, end) + 1),
    },
    end,
  };
}

/** A module that could not be found has no frame of the project; its message says who asked for it. */
function importer({ message }: Block, options: CrashOptions): Place | null {
  const path =
    / imported from (.+?)$/m.exec(message)?.[1] ?? /Require stack:\n- (.+?)(?:\n|$)/.exec(message)?.[1];
  if (path === undefined || path === "internal/preload" || /[\\/]$/.test(path)) return null;
  const { file, own } = ownFile(pathOf(path), options);
  return own ? { file } : null;
}

function textFrom(excerpt: Excerpt | null, frames: Frame[]): Frame[] {
  return frames.map((f) =>
    excerpt && f.file === excerpt.at.file && f.line === excerpt.at.line
      ? { ...f, text: excerpt.text.trim() }
      : f,
  );
}

/** A logger that writes JSON has the stack in one string. */
function stackOfLog(line: string): string[] {
  if (!line.startsWith("{") || !line.includes('"stack"')) return [line];
  try {
    const log = JSON.parse(line) as {
      err?: { stack?: unknown; code?: unknown };
      error?: { stack?: unknown };
      stack?: unknown;
    };
    const stack = log.err?.stack ?? log.error?.stack ?? log.stack;
    if (typeof stack !== "string") return [line];
    const code = log.err?.code;
    const text = stack.split("\n");
    return typeof code === "string"
      ? [...text.slice(0, -1), `${text.at(-1)} {`, `  code: '${code}'`, "}"]
      : text;
  } catch {
    return [line];
  }
}

function pathOf(path: string): string {
  if (!path.startsWith("file://")) return path;
  try {
    return decodeURIComponent(path.slice(7)).replace(/^\/(?=[A-Za-z]:\/)/, "");
  } catch {
    return path.slice(7);
  }
}

const bare = (name: string): string => name.slice(name.lastIndexOf(".") + 1);
const flat = (blocks: Block[]): Block[] => blocks.flatMap((b) => [b, ...flat(b.below)]);
