import { readFileSync, realpathSync, statSync } from "node:fs";

/** How a file was: where it really is, and its content in short. */
export interface Stamp {
  file: string;
  real: string;
  size: number;
  /** Milliseconds since the epoch. */
  time: number;
  hash: string;
}

export function stampOf(file: string): Stamp | null {
  try {
    const { size, mtimeMs } = statSync(file);
    const real = realpathSync(file);
    // Of a program of many megabytes size and time say enough.
    return {
      file,
      real,
      size,
      time: mtimeMs,
      hash: size > largest ? "" : hashOf(readFileSync(file, "latin1")),
    };
  } catch {
    return null;
  }
}

const largest = 1_000_000;

/** Is the file as it was? Its content is only read where its time has changed. */
export function isUnchanged(stamp: Stamp): boolean {
  try {
    const { size, mtimeMs } = statSync(stamp.file);
    if (size !== stamp.size || realpathSync(stamp.file) !== stamp.real) return false;
    if (mtimeMs === stamp.time) return true;
    return stamp.hash !== "" && hashOf(readFileSync(stamp.file, "latin1")) === stamp.hash;
  } catch {
    return false;
  }
}

/** 64 bits that tell names of folders apart (cyrb53's mixing): no secret, and no module to load for it. */
export function shortHash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 0).toString(16).padStart(8, "0") + (a >>> 0).toString(16).padStart(8, "0");
}

/** SHA-256: a command line, which may contain a secret, must not be found again by trying. */
export function hashOf(text: string): string {
  return process.getBuiltinModule("node:crypto").hash("sha256", text);
}
