import { lstatSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathInside } from "./inside.ts";
import { FixRefused } from "./refusal.ts";
import { TextDraft } from "./text-draft.ts";

/** A file or folder before and after; null where it does not exist. Modes are permission bits. */
export interface FileEdit {
  /** Relative to the project, with forward slashes. */
  file: string;
  /** Where it really lies; links are followed. */
  path: string;
  kind: "file" | "folder";
  before: { bytes: Uint8Array; mode: number } | null;
  after: { bytes: Uint8Array; mode: number } | null;
  /** It is this file under another name. */
  renamedFrom?: string;
}

interface DraftFile {
  file: string;
  path: string;
  kind: FileEdit["kind"];
  before: FileEdit["before"];
  /** The text with its changes, of a file that exists. */
  text: TextDraft | null;
  /** What a new file holds. */
  created: string | null;
  mode: number | null;
  renamedTo: string | null;
}

/** The mode of a .env: nobody else may read it. */
export const privateMode = 0o600;

/** The project with the changes that are planned for it. Reads files once; writes nothing. */
export class Draft {
  readonly dir: string;
  readonly root: string;
  /** Secrets that were made for it: nothing that is shown may bear them. */
  readonly secrets: string[] = [];
  /** Files that git shall no longer track. */
  readonly untrack: Set<string> = new Set();
  #files = new Map<string, DraftFile>();

  constructor(dir: string, root: string = dir) {
    this.dir = dir;
    this.root = root;
  }

  /** What was planned so far, for `restore`. */
  snapshot(): () => void {
    const files = [...this.#files].map(
      ([path, file]) => [path, { ...file, text: file.text?.copy() ?? null }] as const,
    );
    const untrack = [...this.untrack];
    return () => {
      this.#files = new Map(files.map(([path, file]) => [path, file]));
      this.untrack.clear();
      for (const file of untrack) this.untrack.add(file);
    };
  }

  exists(file: string): boolean {
    const known = this.#look(file);
    return known.renamedTo === null && (known.before !== null || known.created !== null);
  }

  /** The text of a file that exists. */
  text(file: string): TextDraft {
    const known = this.#look(file);
    if (known.kind === "folder" || known.before === null || known.renamedTo !== null)
      throw new FixRefused(`${file} does not exist any more`, file);
    known.text ??= new TextDraft(file, known.before.bytes);
    return known.text;
  }

  /** Adds lines to a file, which is made when it does not exist. */
  appendTo(file: string, line: string, mode: number): void {
    const known = this.#look(file);
    if (known.before !== null) {
      this.text(file).append(line);
      return;
    }
    const lines = known.created?.split("\n") ?? [];
    if (!lines.includes(line)) known.created = `${known.created ?? ""}${line}\n`;
    known.mode ??= mode;
    this.#makeParent(file);
  }

  /** What a file holds that is made by this draft; null for others. */
  created(file: string): string | null {
    return this.#look(file).created;
  }

  create(file: string, text: string, mode: number): void {
    const known = this.#look(file);
    if (known.before !== null || (known.created !== null && known.created !== text))
      throw new FixRefused(`${file} exists already`, file);
    known.created = text;
    known.mode = mode;
    this.#makeParent(file);
  }

  makeFolder(dir: string): void {
    const known = this.#look(dir);
    if (known.before !== null) {
      if (known.kind === "folder") return;
      throw new FixRefused(`${dir} is there already, and is no folder`, dir);
    }
    known.kind = "folder";
    known.created = "";
    known.mode = 0o777;
    this.#makeParent(dir);
  }

  setMode(file: string, mode: number): void {
    const known = this.#look(file);
    if (!this.exists(file)) throw new FixRefused(`${file} does not exist any more`, file);
    known.mode = mode;
  }

  rename(from: string, to: string): void {
    const known = this.#look(from);
    if (!this.exists(from)) throw new FixRefused(`${from} does not exist any more`, from);
    if (known.kind === "folder") throw new FixRefused(`${from} is a folder, and is not renamed`, from);
    if (this.exists(to)) throw new FixRefused(`${to} exists already`, to);
    if (lstatSync(resolve(this.dir, from)).isSymbolicLink())
      throw new FixRefused(`${from} is a link, and is not renamed`, from);
    known.renamedTo = to;
    this.#makeParent(to);
  }

  /** Every file that will be another, in the order of their names. Folders come first: files may lie in them. */
  edits(): FileEdit[] {
    const edits: FileEdit[] = [];
    for (const known of this.#files.values()) {
      const { file, path, kind, before, renamedTo } = known;
      const after = this.#after(known);
      if (renamedTo !== null) {
        const target = this.#look(renamedTo);
        edits.push({ file, path, kind, before, after: null });
        edits.push({ file: target.file, path: target.path, kind, before: null, after, renamedFrom: file });
      } else if (!same(before, after)) edits.push({ file, path, kind, before, after });
    }
    return edits.sort(
      (a, b) => Number(b.kind === "folder") - Number(a.kind === "folder") || compare(a.path, b.path),
    );
  }

  #makeParent(file: string): void {
    const parent = dirname(file);
    if (parent !== file && parent !== "." && !this.exists(parent)) this.makeFolder(parent);
  }

  #after({ before, text, created, mode, kind }: DraftFile): FileEdit["after"] {
    if (before === null)
      return created === null ? null : { bytes: new TextEncoder().encode(created), mode: mode ?? 0o666 };
    return {
      bytes: kind === "folder" ? before.bytes : (text?.bytes() ?? before.bytes),
      mode: mode ?? before.mode,
    };
  }

  #look(file: string): DraftFile {
    const path = pathInside(file, this.dir, this.root);
    const known = this.#files.get(path);
    if (known) return known;
    const found: DraftFile = {
      file,
      path,
      ...read(path, file),
      text: null,
      created: null,
      mode: null,
      renamedTo: null,
    };
    this.#files.set(path, found);
    return found;
  }
}

function read(path: string, file: string): Pick<DraftFile, "kind" | "before"> {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { kind: "file", before: null };
  const stat = statSync(path);
  const mode = stat.mode & 0o7777;
  if (stat.isDirectory()) return { kind: "folder", before: { bytes: new Uint8Array(), mode } };
  if (!stat.isFile()) throw new FixRefused(`${file} is no ordinary file, and is not written`, file);
  try {
    return { kind: "file", before: { bytes: readFileSync(path), mode } };
  } catch (error) {
    throw new FixRefused(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`, file);
  }
}

function same(before: FileEdit["before"], after: FileEdit["after"]): boolean {
  if (before === null || after === null) return before === after;
  return before.mode === after.mode && Buffer.compare(before.bytes, after.bytes) === 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
