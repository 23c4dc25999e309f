import type { Crash } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";
import { plainTracebacks } from "./drawn-tracebacks.ts";
import { type CrashOptions, type Found, type Frame, innermostOwn, ownFile, systemCode } from "./frames.ts";

/** One exception of a chain. */
interface Block {
  name: string;
  /** Its name with its module. */
  path: string;
  message: string;
  frames: Frame[];
  /** The exceptions of a group. */
  parts: Block[];
  start: number;
  end: number;
}

/** Reads the last chain of tracebacks. Prefixes of loggers (`ERROR:    Traceback`) and of exception groups come off. */
export function readPythonCrash(lines: readonly string[], options: CrashOptions): Found | null {
  const plain = plainTracebacks(lines);
  const chains = readChains(plain.map(withoutPrefix), options);
  const told = chains.filter((one) => one.length > 0);
  const chain = told.findLast((one) => !relays.has(one.at(-1)?.path ?? "")) ?? told.at(-1);
  const last = chain?.at(-1);
  if (!chain || !last) return null;
  const below = [...chain.slice(0, -1).reverse(), ...last.parts];
  const crash: Crash = {
    language: "python",
    name: last.name,
    message: last.message,
    code: systemCode(last.message),
    frames: last.frames,
    at:
      innermostOwn(last.frames) ?? below.map((b) => innermostOwn(b.frames)).find((at) => at !== null) ?? null,
    causes: below.map(({ name, message, frames }) => ({
      name,
      message,
      code: systemCode(message),
      at: innermostOwn(frames),
    })),
    lines: plain.slice(chain[0]!.start, last.end),
  };
  return { crash, end: plain === lines ? last.end : lines.length };
}

/** What a master says of a process that has failed, after that process itself has said why. */
const relays = new Set(tools.flatMap(({ says }) => says?.relays ?? []));
const header = /^(?:Exception Group )?Traceback \(most recent call last\):$/;
const frameLine = /^ {2}File "(.+)", line (\d+)(?:, in (.+))?$/;
const joint =
  /^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$/;
// `Name: message`, `pkg.mod.Name`, with nothing but a dotted name in front of the colon.
const exception = /^([A-Za-z_][\w.]*)(?:: (.*))?$/;
const part = /^-+ (?:\d+|\.\.\.) -+$/;

function readChains(lines: readonly string[], options: CrashOptions): Block[][] {
  const chains: Block[][] = [];
  let chain: Block[] = [];
  let joined = false;
  for (let i = 0; i < lines.length; ) {
    if (joint.test(lines[i]!)) joined = true;
    const inGroup = part.test(lines[i]!);
    const block = inGroup ? null : readBlock(lines, i, options);
    if (!block) {
      i++;
      continue;
    }
    if (part.test(lines[block.start - 1] ?? "") && chain.length > 0) {
      chain.at(-1)!.parts.push(block);
      chain.at(-1)!.end = block.end;
    } else {
      if (!joined) {
        chain = [];
        chains.push(chain);
      }
      chain.push(block);
    }
    joined = false;
    i = block.end;
  }
  return chains;
}

/** A traceback from its header, or the bare block of a syntax error, which has none. */
function readBlock(lines: readonly string[], start: number, options: CrashOptions): Block | null {
  const headed = header.test(lines[start]!);
  if (!headed && !frameLine.test(lines[start]!)) return null;
  const frames: Frame[] = [];
  let i = headed ? start + 1 : start;
  for (; i < lines.length; i++) {
    const [, path, line, inside] = frameLine.exec(lines[i]!) ?? [];
    if (path !== undefined) {
      frames.push({ ...ownFile(path, options), line: Number(line), function: inside ?? null, text: null });
    } else if (/^ {4}/.test(lines[i]!)) {
      const frame = frames.at(-1);
      // The first line below a frame is its source; marks of carets and tildes follow.
      if (frame && frame.text === null) frame.text = lines[i]!.trim();
    } else if (!/^ {2}\[Previous line repeated /.test(lines[i]!)) break;
  }
  const [, name, message] = exception.exec(lines[i] ?? "") ?? [];
  // A stack that was only printed (faulthandler, a log) has no exception; neither does one that was cut off.
  if (name === undefined || frames.length === 0) return null;
  if (!headed && !/(?:Syntax|Indentation|Tab)Error$/.test(name)) return null;
  const end = endOfMessage(lines, announced(lines, i + 1));
  const text = [message ?? "", ...lines.slice(i + 1, end)].join("\n").trimEnd();
  return {
    name: name.slice(name.lastIndexOf(".") + 1),
    path: name,
    message: text,
    frames,
    parts: [],
    start,
    end,
  };
}

/** The end of the list that a message with a colon at its end announces: the second blank line below it. */
function announced(lines: readonly string[], from: number): number {
  if (!/:$/.test(lines[from - 1] ?? "") || lines[from] !== "") return from;
  const ends = lines.slice(from + 1, from + 40).findIndex((line) => line === "" || header.test(line));
  return ends > 0 && lines[from + 1 + ends] === "" ? from + 1 + ends : from;
}

/** A message may go on: indented lines, the line above such (pydantic), and the bracketed notes of SQLAlchemy. */
function endOfMessage(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && end - from < 60) {
    const line = lines[end]!;
    const goesOn = /^\s+\S/.test(line) || /^\[(?:SQL|parameters): |^\(Background on /.test(line);
    const opens =
      line !== "" &&
      !header.test(line) &&
      /^\s+\S/.test(lines[end + 1] ?? "") &&
      !frameLine.test(lines[end + 1] ?? "");
    if (!goesOn && !opens) break;
    if (frameLine.test(line) || part.test(line)) break;
    end++;
  }
  return end;
}

/** Exception groups are drawn with bars; what a logger writes in front of an error is on the line of the header only. */
function withoutPrefix(line: string): string {
  const bare = line
    .replace(/^(?: *\| ?)+|^(?: *\+)+ ?(?=Exception Group)/, "")
    .replace(/^ *\+-?\+?(?=-+)/, "");
  return bare.replace(/^\S.*?\s(?=(?:Exception Group )?Traceback \(most recent call last\):$)/, "");
}
