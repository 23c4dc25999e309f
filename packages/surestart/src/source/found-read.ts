import type { SourceRead } from "../facts.ts";
import type { CallEvent, ReadEvent, SourceEvent, SourceModule } from "./module.ts";

/** A read as facts have it, with what it was made from. */
export interface FoundRead {
  read: SourceRead;
  event: SourceEvent & (ReadEvent | CallEvent);
  /** What it is filled by in addition to the environment: the loads of these families. */
  settings: string[];
  module: SourceModule;
}
