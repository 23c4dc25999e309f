import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../alive.ts";
import { registryFolder } from "./registry.ts";

/** A process that cannot be mistaken for another one. */
export interface Identity {
  pid: number;
  startTime: number;
}

/**
 * Windows does not tell in which folder a process runs. So a run notes it for the servers that it has seen through to healthy:
 * should it be killed, the next run knows them for its own. One file a process, in the folder of the claims.
 */
export function noteFolder(
  { pid, startTime }: Identity,
  dir: string,
  folder: string | null = notesFolder(),
): void {
  if (folder === null) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) if (!isAlive(Number(name))) unlinkSync(join(folder, name));
    writeFileSync(join(folder, String(pid)), JSON.stringify({ startTime, dir }), { mode: 0o600 });
  } catch {
    // Then the next run takes it for somebody else's, and leaves it alone.
  }
}

/** The folder that was noted for exactly this process; null: none. */
export function notedFolder(
  { pid, startTime }: Identity,
  folder: string | null = notesFolder(),
): string | null {
  if (folder === null) return null;
  try {
    const note = JSON.parse(readFileSync(join(folder, String(pid)), "utf8")) as {
      startTime: number;
      dir: string;
    };
    return note.startTime === startTime ? note.dir : null;
  } catch {
    return null;
  }
}

function notesFolder(): string | null {
  const claims = registryFolder("");
  return claims === null ? null : join(claims, "folders");
}
