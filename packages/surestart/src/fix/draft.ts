import { lstatSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { FileEdit } from "./file-edit.ts";
import { NewText } from "./new-text.ts";
import { FixRefused } from "./refusal.ts";
import { type OnDisk, Shelf } from "./shelf.ts";
import { TextDraft } from "./text-draft.ts";

interface DraftFile extends OnDisk {
  file: string;
  path: string;
  /** The text with its changes, of a file that exists. */
  text: TextDraft | null;
  /** What a new file holds. */
  created: NewText | null;
  mode: number | null;
  renamedTo: string | null;
  removed: boolean;
}

/** The mode of a .env: nobody else may read it. */
export const privateMode = 0o600;

/** The project with the changes that are planned for it. Writes nothing. */
export class Draft {
  readonly dir: string;
  readonly root: string;
  /** Secrets that were made for it: nothing that is shown may contain them. */
  readonly secrets: string[] = [];
  /** Files that git shall no longer track. */
  readonly untrack: Set<string> = new Set();
  readonly #files = new Map<string, DraftFile>();
  readonly #shelf: Shelf;

  /** `shelf`: where files are read, to be shared with other drafts of the same files. */
  constructor(dir: string, root: string = dir, shelf: Shelf = new Shelf()) {
    this.dir = dir;
    this.root = root;
    this.#shelf = shelf;
  }

  exists(file: string): boolean {
    const known = this.#look(file);
    return known.renamedTo === null && !known.removed && (known.before !== null || known.created !== null);
  }

  /** The text of a file that exists. */
  text(file: string): TextDraft {
    const known = this.#look(file);
    if (known.kind === "folder" || known.before === null || known.renamedTo !== null || known.removed)
      throw new FixRefused(`${file} no longer exists`, file);
    known.text ??= new TextDraft(this.#shelf.text(known.path, file, known.before.bytes));
    return known.text;
  }

  /** Adds lines to a file, which is made when it does not exist. */
  appendTo(file: string, line: string, mode: number): void {
    const known = this.#look(file);
    if (known.before !== null) {
      this.text(file).append(line);
      return;
    }
    known.created ??= new NewText();
    known.created.append(line);
    known.mode ??= mode;
    this.#makeParent(file);
  }

  /** What a file holds that is made by this draft; null for others. */
  created(file: string): NewText | null {
    return this.#look(file).created;
  }

  create(file: string, text: string, mode: number): void {
    const known = this.#look(file);
    if (known.before !== null || (known.created !== null && known.created.text !== text))
      throw new FixRefused(`${file} already exists`, file);
    known.created ??= new NewText(text);
    known.mode = mode;
    this.#makeParent(file);
  }

  makeFolder(dir: string): void {
    const known = this.#look(dir);
    if (known.before !== null) {
      if (known.kind === "folder") return;
      throw new FixRefused(`${dir} already exists and is not a folder`, dir);
    }
    known.kind = "folder";
    known.created ??= new NewText();
    known.mode = 0o777;
    this.#makeParent(dir);
  }

  setMode(file: string, mode: number): void {
    const known = this.#look(file);
    if (!this.exists(file)) throw new FixRefused(`${file} no longer exists`, file);
    known.mode = mode;
  }

  rename(from: string, to: string): void {
    const known = this.#look(from);
    if (!this.exists(from)) throw new FixRefused(`${from} no longer exists`, from);
    if (known.kind === "folder")
      throw new FixRefused(`${from} is a folder, which surestart does not rename`, from);
    if (this.exists(to)) throw new FixRefused(`${to} already exists`, to);
    if (lstatSync(resolve(this.dir, from)).isSymbolicLink())
      throw new FixRefused(`${from} is a link, which surestart does not rename`, from);
    known.renamedTo = to;
    this.#makeParent(to);
  }

  remove(file: string, text: string): void {
    if (this.text(file).text.trim() !== text)
      throw new FixRefused(`${file} has changed in the meantime`, file);
    this.#look(file).removed = true;
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
        continue;
      }
      if (!same(before, after)) edits.push({ file, path, kind, before, after });
    }
    return edits.sort(
      (a, b) => Number(b.kind === "folder") - Number(a.kind === "folder") || compare(a.path, b.path),
    );
  }

  #makeParent(file: string): void {
    const parent = dirname(file);
    if (parent !== file && parent !== "." && !this.exists(parent)) this.makeFolder(parent);
  }

  #after({ before, text, created, mode, kind, removed }: DraftFile): FileEdit["after"] {
    if (removed) return null;
    if (before === null)
      return created === null ? null : { bytes: new TextEncoder().encode(created.text), mode: mode ?? 0o666 };
    let made: Uint8Array | undefined;
    return {
      get bytes() {
        made ??= kind === "folder" || !text?.isChanged ? before.bytes : text.bytes();
        return made;
      },
      mode: mode ?? before.mode,
    };
  }

  #look(file: string): DraftFile {
    const path = this.#shelf.path(file, this.dir, this.root);
    let known = this.#files.get(path);
    if (!known) {
      const disk = this.#shelf.at(path, file);
      known = { file, path, ...disk, text: null, created: null, mode: null, renamedTo: null, removed: false };
      this.#files.set(path, known);
    }
    return known;
  }
}

function same(before: FileEdit["before"], after: FileEdit["after"]): boolean {
  if (before === null || after === null) return before === after;
  return before.mode === after.mode && Buffer.compare(before.bytes, after.bytes) === 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
