import type { Crash } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { type CrashOptions, ownFile } from "../crash/frames.ts";
import type { NotedPlace } from "./notes.ts";

/** With what the notes of a start are read. */
export interface WitnessReading extends CrashOptions {
  /** How the watched start failed, as its output says it. */
  crash: Crash | null;
  /** It was the same exception at the same place as without the witness. */
  sure: boolean;
  /** The text of a file of the project, relative; null where it cannot be read. */
  textOf: (file: string) => string | null;
}

/** A place of the project as facts have it; null for what is outside the project. */
export function placeOf(noted: NotedPlace | null | undefined, options: CrashOptions): Place | null {
  if (!noted) return null;
  const { file } = ownFile(noted.file, options);
  return { file, line: noted.line, ...(noted.column === undefined ? {} : { column: noted.column }) };
}
