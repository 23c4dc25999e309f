import { readFileSync, statSync } from "node:fs";

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
