import type { WitnessFacts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { ownFile } from "../crash/frames.ts";
import { failureOf } from "./failure.ts";
import type { Note, NotedPlace } from "./notes.ts";
import { placeOf, type WitnessReading } from "./reading.ts";

/** The notes of a start as facts: places relative to the project, and what the failing line had and lacked. null: there are none. */
export function witnessFacts(notes: readonly Note[], reading: WitnessReading): WitnessFacts | null {
  const first = notes.find((note) => note.do === "process");
  if (!first) return null;
  const place = (noted: NotedPlace | null | undefined): Place | null => placeOf(noted, reading);
  const reads: WitnessFacts["reads"] = [];
  const writes: WitnessFacts["writes"] = [];
  const copies: Place[] = [];
  const opened: WitnessFacts["opened"] = [];
  const writers = new Map<string, string>();
  for (const note of notes) {
    const { process } = note;
    if (note.do === "read") {
      const { name, found, length, by, n, written } = note;
      const writtenBy = written === undefined ? undefined : (writers.get(`${process} ${written}`) ?? "");
      reads.push({
        name,
        found,
        ...(length === undefined ? {} : { length }),
        at: place(note.at),
        ...(by === undefined ? {} : { by }),
        ...(writtenBy === undefined ? {} : { writtenBy }),
        order: n,
      });
    } else if (note.do === "write") {
      const { name, found, length, by, n } = note;
      writers.set(`${process} ${n}`, by ?? "");
      writes.push({
        name,
        found,
        ...(length === undefined ? {} : { length }),
        at: place(note.at),
        ...(by === undefined ? {} : { by }),
        order: n,
      });
    } else if (note.do === "copy") {
      const at = place(note.at);
      if (at) copies.push(at);
    } else if (note.do === "open") {
      opened.push({ file: ownFile(note.file, reading).file, found: note.there, at: place(note.at) });
    }
  }
  return {
    sure: reading.sure,
    language: first.language,
    reads: unique(reads),
    writes: unique(writes),
    copies: unique(copies),
    opened: unique(opened),
    failure: failureOf(notes, reading),
  };
}

/** Several processes of a start do the same: said once. */
function unique<T extends object>(items: readonly T[]): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify({ ...item, order: undefined });
    return !seen.has(key) && seen.add(key);
  });
}
