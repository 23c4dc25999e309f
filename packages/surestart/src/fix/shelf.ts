import { lstatSync, readFileSync, statSync } from "node:fs";
import type { FileEdit } from "./file-edit.ts";
import { pathInside } from "./inside.ts";
import { FixRefused } from "./refusal.ts";
import { SourceText } from "./source-text.ts";

/** A file or folder as it is on disk. */
export interface OnDisk {
  kind: FileEdit["kind"];
  /** null: it does not exist. */
  before: FileEdit["before"];
}

/** The files of a project as they were when they were first asked for: drafts that share a shelf read each of them once. */
export class Shelf {
  readonly #paths = new Map<string, string>();
  readonly #files = new Map<string, OnDisk>();
  readonly #texts = new Map<string, SourceText>();

  /** Where a file really is. Throws `FixRefused` when it may not be written. */
  path(file: string, dir: string, root: string): string {
    const name = `${dir}\0${file}`;
    let path = this.#paths.get(name);
    if (path === undefined) {
      path = pathInside(file, dir, root);
      this.#paths.set(name, path);
    }
    return path;
  }

  at(path: string, file: string): OnDisk {
    let found = this.#files.get(path);
    if (!found) {
      found = read(path, file);
      this.#files.set(path, found);
    }
    return found;
  }

  text(path: string, file: string, bytes: Uint8Array): SourceText {
    let text = this.#texts.get(path);
    if (!text) {
      text = new SourceText(file, bytes);
      this.#texts.set(path, text);
    }
    return text;
  }
}

function read(path: string, file: string): OnDisk {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { kind: "file", before: null };
  const stat = statSync(path);
  const mode = stat.mode & 0o7777;
  if (stat.isDirectory()) return { kind: "folder", before: { bytes: new Uint8Array(), mode } };
  if (!stat.isFile()) throw new FixRefused(`${file} is not a regular file and is never changed`, file);
  try {
    return { kind: "file", before: { bytes: readFileSync(path), mode } };
  } catch (error) {
    throw new FixRefused(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`, file);
  }
}
