/** A file or folder before and after; null where it does not exist. Modes are permission bits. */
export interface FileEdit {
  /** Relative to the project, with forward slashes. */
  file: string;
  /** Where it really is; links are followed. */
  path: string;
  kind: "file" | "folder";
  before: { readonly bytes: Uint8Array; mode: number } | null;
  /** Its bytes are made when they are asked for. */
  after: { readonly bytes: Uint8Array; mode: number } | null;
  /** It is this file under another name. */
  renamedFrom?: string;
}
