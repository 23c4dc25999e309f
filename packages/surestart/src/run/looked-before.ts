import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../fix/state-folder.ts";
import { version } from "../report/version.ts";
import { shortHash } from "./healing/stamp.ts";
import { remember } from "./memory.ts";

/** Fewer sources are read sooner than what was remembered of them. */
export const worthRemembering = 300;

/** Sources of a project in which nothing loads a .env: each with its time of change and its size. Never their content. */
export type LookedAt = Map<string, string>;

/** What an earlier look at the sources of this folder found; empty where there is nothing, or another version wrote it. */
export function lookedBefore(dir: string): LookedAt {
  try {
    if (!existsSync(folder())) return new Map();
    const record = JSON.parse(readFileSync(pathOf(dir), "utf8")) as Kept;
    return record.version === version && record.dir === dir ? new Map(record.files) : new Map();
  } catch {
    return new Map();
  }
}

/** Keeps it for the next look. */
export function rememberLook(dir: string, files: LookedAt): void {
  const record: Kept = { version, dir, files: [...files] };
  remember(pathOf(dir), record);
}

interface Kept {
  version: string;
  dir: string;
  files: [file: string, state: string][];
}

/** Time of change and size of a file, in one word; empty where it cannot be read. */
export function stateOf(file: string): string {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs}:${size}`;
  } catch {
    return "";
  }
}

function folder(): string {
  return join(stateFolder(process.env), "looked");
}

function pathOf(dir: string): string {
  return join(folder(), `${shortHash(dir)}.json`);
}
