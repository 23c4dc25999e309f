import {
  closeSync,
  type Dirent,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";

export function isFile(file: string): boolean {
  return stat(file)?.isFile() === true;
}

export function isFolder(file: string): boolean {
  return stat(file)?.isDirectory() === true;
}

// A larger file is not one to be read here; most often it is a program named by its path.
const largestText = 16 * 1024 * 1024;

/** The text of a small file; null when it cannot be read, or is no text by its size. */
export function readText(file: string): string | null {
  try {
    if ((stat(file)?.size ?? 0) > largestText) return null;
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return null;
  }
}

/**
 * The first bytes of a file, as Latin-1; by default enough for the first lines of a script, whose interpreter is megabytes. Empty
 * where it cannot be read.
 */
export function startOf(file: string, length = 1000): string {
  try {
    const handle = openSync(file, "r");
    try {
      const start = Buffer.alloc(length);
      return start.toString("latin1", 0, readSync(handle, start));
    } finally {
      closeSync(handle);
    }
  } catch {
    return "";
  }
}

/**
 * The bytes of a file that is a file; null when it cannot be read, and for a folder, a pipe or a device: to read a pipe that
 * nobody writes to would wait for ever, and no signal would end it.
 */
export function readPlainFile(path: string): Uint8Array | null {
  try {
    return statSync(path).isFile() ? readFileSync(path) : null;
  } catch {
    return null;
  }
}

/** The files of one survey: each is read from disk once, so that all that is said of it is said of the same bytes. */
export class PlainFiles {
  readonly #read = new Map<string, Uint8Array | null>();

  /** As `readPlainFile`. */
  read(path: string): Uint8Array | null {
    let bytes = this.#read.get(path);
    if (bytes === undefined) {
      bytes = readPlainFile(path);
      this.#read.set(path, bytes);
    }
    return bytes;
  }
}

/** JSON with comments and trailing commas (tsconfig.json, deno.jsonc), as JSON. */
export function withoutComments(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(
      /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, string: string | undefined) => string ?? "",
    )
    .replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? "");
}

/** What a JSON text says, where that is an object; nothing where it is something else or not JSON. */
export function jsonObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is in a folder; nothing where it may not be read. */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The names in a folder, sorted; none where it may not be read. */
export function namesIn(folder: string): string[] {
  return entriesOf(folder)
    .map(({ name }) => name)
    .sort();
}

/** A name that is no name of a file (too long, a NUL in it) names none. */
function stat(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
