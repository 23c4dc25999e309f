import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn } from "../files.ts";
import { realPath } from "../real-path.ts";
import type { IndexEntry } from "./git.ts";
import { stateFolder } from "./state-folder.ts";

/**
 * What was done to a project, so that it can be taken back. It is in the user's own state folder and not in the project:
 * it has the old bytes of .env files, which no commit, no image and no package may take along. Folder 700, files 600.
 */
export interface JournalEntry {
  version: 1;
  dir: string;
  /** Milliseconds since the epoch. */
  at: number;
  titles: string[];
  files: JournalFile[];
  untracked: IndexEntry[];
}

export interface JournalFile {
  file: string;
  path: string;
  kind: "file" | "folder";
  /** The old bytes, in base64. */
  before: { mode: number; bytes: string } | null;
  /** What was written, by its hash: undo only takes back what nobody has changed since. */
  after: { mode: number; sha256: string } | null;
}

/** More than these are not kept. */
const kept = 10;

/** The journal of one project. */
export class Journal {
  readonly folder: string;

  constructor(dir: string, environment: Record<string, string | undefined> = process.env) {
    const id = createHash("sha256").update(realPath(dir)).digest("hex").slice(0, 24);
    this.folder = join(stateFolder(environment), "undo", id);
  }

  /** Writes an entry, before anything is changed. Gives its name. */
  write(entry: JournalEntry): string {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    chmodSync(this.folder, 0o700);
    const last = Number(this.#names().at(-1)?.split(".")[0] ?? 0);
    for (let number = last + 1; ; number++) {
      const name = `${String(number).padStart(6, "0")}.json`;
      try {
        writeFileSync(join(this.folder, name), JSON.stringify(entry), { flag: "wx", mode: 0o600 });
        for (const old of this.#names().slice(0, -kept)) this.remove(old);
        return name;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }

  read(name: string): JournalEntry {
    return JSON.parse(readFileSync(join(this.folder, name), "utf8")) as JournalEntry;
  }

  /** The entry that was written last. */
  last(): { name: string; entry: JournalEntry } | null {
    const name = this.#names().at(-1);
    if (name === undefined) return null;
    return { name, entry: this.read(name) };
  }

  remove(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  #names(): string[] {
    return namesIn(this.folder).filter((name) => /^\d{6}\.json$/.test(name));
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
