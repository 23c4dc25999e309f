import { join } from "node:path";
import { namesIn, readText } from "../../files.ts";

/** A place as an observer writes it. `made`: the same in the file that runs, where that was made from another. */
export interface NotedPlace {
  file: string;
  line: number;
  column?: number;
  made?: { file: string; line: number; column?: number };
}

type Found = "missing" | "empty" | "set";

/** One name in a frame that holds the value of a variable. */
export interface NotedHold {
  name: string;
  variable: string;
  how: "whole" | "host";
  argument?: boolean;
}

export interface NotedFrame {
  file: string;
  line: number;
  in: string;
  own: boolean;
  holds: NotedHold[];
  /** Names in it that hold nothing: None, undefined, null, an empty text. */
  empty: string[];
  /** The variable that this very call has read last, where it got nothing. */
  missed?: { name: string; line: number };
}

interface Numbered {
  /** Position in the order of all that the process did. */
  n: number;
}

/** One line of an observer's notes. */
export type Note = { process: string } & (
  | { do: "process"; language: "python" | "node"; version: string; n?: number }
  | ({
      do: "read";
      name: string;
      found: Found;
      length?: number;
      written?: number;
      at?: NotedPlace | null;
      in?: string;
      by?: string;
    } & Numbered)
  | ({
      do: "write";
      name: string;
      found: Found;
      length?: number;
      at?: NotedPlace | null;
      by?: string;
    } & Numbered)
  | ({ do: "copy"; at: NotedPlace } & Numbered)
  | ({ do: "open"; file: string; there: boolean; at?: NotedPlace | null } & Numbered)
  | ({
      do: "raise";
      name: string | null;
      at?: NotedPlace | null;
      frames: NotedFrame[];
      ends: boolean;
    } & Numbered)
  | ({ do: "exit"; status: number; at?: NotedPlace | null; frames: NotedFrame[] } & Numbered)
);

/** The notes of all processes of a start, each in its order. A line that is cut (its process was killed) is left out. */
export function readNotes(folder: string): Note[] {
  const notes: Note[] = [];
  for (const file of namesIn(folder)) {
    for (const line of (readText(join(folder, file)) ?? "").split("\n")) {
      try {
        if (line !== "") notes.push({ ...(JSON.parse(line) as Note), process: file });
      } catch {}
    }
  }
  return notes;
}
