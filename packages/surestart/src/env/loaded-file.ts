import type { EnvDocument } from "./document.ts";

/** A file that was read: for places and for problems. */
export interface LoadedFile {
  file: string;
  document: EnvDocument;
  values: Record<string, string>;
}
