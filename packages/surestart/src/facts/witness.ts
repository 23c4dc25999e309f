import type { Place } from "../finding.ts";

/**
 * What the second look saw from inside the program: names, places and lengths, never a value. Places are those of the
 * project's own files; of what was made from other sources (TypeScript, a bundle) they are the places that were written.
 */
export interface WitnessFacts {
  /** The second start failed with the same exception at the same place: what follows from these facts is certain. */
  sure: boolean;
  language: "python" | "node";
  reads: WitnessRead[];
  writes: WitnessWrite[];
  /** Where all variables were copied at once (`{ ...process.env }`, `dict(os.environ)`). */
  copies: Place[];
  /** The .env-like files that the program opened or looked for by opening them. Python alone tells this. */
  opened: { file: string; found: boolean; at: Place | null }[];
  /** What ended it, or null where the notes have nothing of it. */
  failure: WitnessFailure | null;
}

export interface WitnessRead {
  name: string;
  found: "missing" | "empty" | "set";
  length?: number;
  /** null: no line of the project was on the way. */
  at: Place | null;
  /** The module or package that asked, where that is not the project itself: "pydantic_settings.sources", "envalid". */
  by?: string;
  /** Who had written it before: the loader's module or package, or "" for the project itself. Absent: it was there from the start. */
  writtenBy?: string;
  /** Position in the order of all that the process did. */
  order: number;
}

interface WitnessWrite {
  name: string;
  /** missing: it was deleted. */
  found: "missing" | "empty" | "set";
  length?: number;
  at: Place | null;
  /** "dotenv.main", "dotenv"; absent: the project itself. */
  by?: string;
  order: number;
}

export interface WitnessFailure {
  /** null: it asked for its own end (`process.exit(1)`). */
  name: string | null;
  /** The innermost line of the project. */
  at: Place;
  /** Innermost last; of the files that are not the project's, `at` has the path as it is. */
  frames: { at: Place; own: boolean; in: string }[];
  /** The innermost line raises by itself: it refuses what it, or the check above it, has looked at. */
  raises?: true;
  /** The variables for which the failing check or call got nothing. */
  lacks: WitnessLack[];
  /** The variables whose values were in the failing call. */
  gave: WitnessGift[];
}

export interface WitnessLack {
  name: string;
  found: "missing" | "empty";
  /** Where it was read. */
  at: Place;
  /** Nothing else can have been what it failed for: the read itself raised, or the failing line had no other variable. */
  sure: boolean;
}

export interface WitnessGift {
  name: string;
  /** whole: the value itself, or the text of it that is the value. host: the host of the URL that is its value. */
  how: "whole" | "host";
  /** The name that holds it there: an argument, a local name, or an object's attribute. */
  as: string;
  /** The function that was given it; null: the line itself uses it. */
  to: string | null;
  /** The line of the project. */
  at: Place;
}
