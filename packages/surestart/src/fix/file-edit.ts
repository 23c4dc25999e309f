import type { SourceText } from "./source-text.ts";
import type { Splice } from "./text-draft.ts";

/** A file or folder before and after; null where it does not exist. Modes are permission bits. */
export interface FileEdit {
  /** Relative to the project, with forward slashes. */
  file: string;
  /** Where it really lies; links are followed. */
  path: string;
  kind: "file" | "folder";
  before: { readonly bytes: Uint8Array; mode: number } | null;
  /** Its bytes are made when they are asked for. */
  after: { readonly bytes: Uint8Array; mode: number } | null;
  /** The changes of its text, where they are all that changes in it: of them a diff can be made without the rest. */
  changes?: { source: SourceText; splices: Splice[] };
  /** It is this file under another name. */
  renamedFrom?: string;
}
