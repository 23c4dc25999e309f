import { realpathSync } from "node:fs";

/**
 * A path as the disk has it, whatever case and links it was named with. Windows has a drive as `c:` in one terminal and as `C:`
 * in another.
 */
export function realPath(path: string): string {
  return realpathSync.native(path).replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}

/** The same; of what does not exist the path as it was named. */
export function onDisk(path: string): string {
  try {
    return realPath(path);
  } catch {
    return path;
  }
}
