import type { Crash, WitnessFailure, WitnessGift, WitnessLack } from "../../facts.ts";
import { ownFile } from "../crash/frames.ts";
import { type Failing, failingText, nameAssigned } from "./lines.ts";
import type { Note, NotedFrame, NotedHold } from "./notes.ts";
import { placeOf, type WitnessReading } from "./reading.ts";

type Ended = Extract<Note, { do: "raise" | "exit" }>;
type Read = Extract<Note, { do: "read" }>;

/** What ended the program, and what the failing line had of variables and lacked. */
export function failureOf(notes: readonly Note[], reading: WitnessReading): WitnessFailure | null {
  const ended = endOf(notes, reading);
  const at = placeOf(ended?.at, reading);
  if (!ended || !at) return null;
  // The errors below it (`raise … from error`) are part of the failure.
  const below = causesOf(notes, reading);
  const all = [ended, ...below];
  const last = ended.frames.at(-1);
  const raises = last?.own === true && failingText(last, true, reading).raises;
  const gave = firstFound(all, (one) => giftsOf(one, reading));
  return {
    name: ended.do === "raise" ? ended.name : null,
    at,
    ...(raises ? { raises } : {}),
    frames: ended.frames.map((frame) => ({
      at: { file: ownFile(frame.file, reading).file, line: frame.line },
      own: frame.own,
      in: frame.in,
    })),
    lacks: firstFound(all, (one) => lacksOf(one, notes, reading, gave.length === 0)),
    gave,
  };
}

function firstFound<T>(ended: readonly Ended[], find: (one: Ended) => T[]): T[] {
  for (const one of ended) {
    const found = find(one);
    if (found.length > 0) return found;
  }
  return [];
}

/** Of all that was raised: the last that is what the program failed with. */
function endOf(notes: readonly Note[], reading: WitnessReading): Ended | null {
  const ended = notes.filter(
    (note): note is Ended => (note.do === "raise" || note.do === "exit") && note.at != null,
  );
  const { crash } = reading;
  const raised = ended.filter((note) => note.do === "raise");
  const same = crash ? raised.filter((note) => note.name === crash.name) : [];
  return (
    same.findLast((note) => crash?.at && isAt(note, crash.at, reading)) ??
    same.findLast((note) => note.ends) ??
    same.at(-1) ??
    ended.findLast((note) => note.do === "exit" && note.status !== 0) ??
    // An error may be called otherwise than its class; `sys.exit("…")` prints words, and no exception.
    (crash === null || crash.at === null || crash.language === "other"
      ? raised.findLast((note) => note.ends || note.name === "SystemExit")
      : null) ??
    null
  );
}

function causesOf(notes: readonly Note[], reading: WitnessReading): Ended[] {
  return (reading.crash?.causes ?? []).flatMap((cause) => {
    const found = notes.findLast(
      (note): note is Ended =>
        note.do === "raise" && note.name === cause.name && (!cause.at || isAt(note, cause.at, reading)),
    );
    return found ?? [];
  });
}

/** In the file that was written, or in the one that was made of it and runs: the output may name either. */
function isAt({ at }: Ended, place: NonNullable<Crash["at"]>, reading: WitnessReading): boolean {
  return [at, at?.made].some(
    (one) => one && one.line === place.line && ownFile(one.file, reading).file === place.file,
  );
}

/** The variables that hold nothing where the line failed. */
function lacksOf(
  ended: Ended,
  notes: readonly Note[],
  reading: WitnessReading,
  alone: boolean,
): WitnessLack[] {
  const reads = notes.filter(
    (note): note is Read => note.do === "read" && note.found !== "set" && note.at != null,
  );
  for (const find of [lackedHere, lackedByName]) {
    for (const [index, frame] of ownFrames(ended).entries()) {
      const text = failingText(frame, index === 0, reading);
      const found = reads.filter((read) => find(frame, text, read, reading) && !isOtherCalls(frame, read));
      const one = find === lackedHere || new Set(found.map(({ name }) => name)).size === 1;
      if (found.length > 0 && one)
        return found.map((read) => lackOf(read, ended, alone && find === lackedHere, reading));
    }
  }
  return [];
}

/** Was this read, which found nothing, what the failing line is about? */
function lackedHere(frame: NotedFrame, text: Failing, read: Read, reading: WitnessReading): boolean {
  const { at, by } = read;
  // A library asks for many that it can do without.
  if (!at || (by != null && !reading.crash?.message.includes(read.name))) return false;
  const here = at.file === frame.file;
  if (here && at.line >= text.from && at.line <= text.to) return true;
  const name = nameAssigned(at, read.name, reading);
  if (name === null) {
    const { missed } = frame;
    const near = at.line >= frame.line - 2 && at.line <= frame.line;
    // A line further down is about it only as its check or as the end of the same statement.
    const one = at.line === frame.line || text.raises || text.goesOn;
    return here && near && one && missed?.name === read.name && missed.line === at.line;
  }
  if (!frame.empty.includes(name)) return false;
  // Of another file: a name that it gives away at its top, as `from config import KEY` takes it.
  if (!here) return text.names.has(name) && name.length > 2 && (read.in === "<module>" || !read.in);
  return at.line < text.from && text.namesAfter(at.line).has(name);
}

/** The same where the value came from afar: by the name alone that it was given where it was read, so it is likely at most. */
function lackedByName(frame: NotedFrame, text: Failing, read: Read, reading: WitnessReading): boolean {
  const name = read.at && read.by == null ? nameAssigned(read.at, read.name, reading) : null;
  if (name === null || name.length < 3 || !text.names.has(name)) return false;
  return frame.empty.some((one) => {
    const parts = one.split(".");
    return parts.at(-1) === name && parts.every((part) => text.names.has(part));
  });
}

/** A helper reads many variables on one line: of those, this call has read the one that it missed. */
function isOtherCalls({ file, missed }: NotedFrame, { name, at }: Read): boolean {
  return missed != null && at?.file === file && at.line === missed.line && name !== missed.name;
}

function lackOf(read: Read, ended: Ended, sure: boolean, reading: WitnessReading): WitnessLack {
  const byKey = ended.do === "raise" && ended.name === "KeyError" && isOs(ended.frames.at(-1));
  const place = placeOf(read.at, reading);
  return {
    name: read.name,
    found: read.found as WitnessLack["found"],
    at: place as NonNullable<typeof place>,
    sure: byKey || sure,
  };
}

function isOs(frame: NotedFrame | undefined): boolean {
  return frame !== undefined && /(?:^|[\\/])os\.py$|^<frozen os>$/.test(frame.file);
}

/** The variables whose values are in the failing call: those that it was given, or that its line names. */
function giftsOf(ended: Ended, reading: WitnessReading): WitnessGift[] {
  const { frames } = ended;
  for (const [index, frame] of ownFrames(ended).entries()) {
    const position = frames.indexOf(frame);
    const [caller, callee] = [frames[position - 1], frames[position + 1]];
    const text = failingText(frame, index === 0, reading);
    const used = frame.holds.filter(({ name }) => text.names.has(lastName(name)) || text.names.has(name));
    const given = (callee?.holds ?? []).filter(isArgument);
    const own = callee ? [] : used.filter(isArgument);
    const gifts =
      given.length > 0
        ? gifted(given, callee?.in ?? null, frame, reading)
        : own.length > 0 && caller?.own
          ? gifted(own, frame.in, caller, reading)
          : gifted(used, null, frame, reading);
    if (gifts.length > 0) return gifts;
  }
  return deepGifts(ended, reading);
}

/** Those that a library has come to by itself, in the innermost of its functions that has one. */
function deepGifts({ frames }: Ended, reading: WitnessReading): WitnessGift[] {
  const last = frames.findLastIndex(({ own }) => own);
  const caller = frames[last];
  const holder = frames.slice(last + 1).findLast(({ holds }) => holds.length > 0);
  if (!caller || !holder) return [];
  const plain = holder.holds.filter(({ name }) => !name.includes("."));
  return gifted(plain.length > 0 ? plain : holder.holds, holder.in, caller, reading);
}

/** Only Python's notes tell an argument from another name. */
function isArgument({ name, argument }: NotedHold): boolean {
  return argument !== false && !/^(?:this|self)\./.test(name);
}

function gifted(
  holds: readonly NotedHold[],
  to: string | null,
  { file, line }: NotedFrame,
  reading: WitnessReading,
): WitnessGift[] {
  const at = placeOf({ file, line }, reading);
  if (!at) return [];
  const gifts = holds.map(({ name, variable, how }) => ({ name: variable, how, as: name, to, at }));
  return gifts.filter((gift, i) => gifts.findIndex((one) => one.name === gift.name) === i);
}

/** Of the project, innermost first. */
function ownFrames({ frames }: Ended): NotedFrame[] {
  return frames.filter((frame) => frame.own).reverse();
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
