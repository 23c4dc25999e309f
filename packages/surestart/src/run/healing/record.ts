import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunFacts, StartCommand } from "../../facts.ts";
import { stateFolder } from "../../fix/state-folder.ts";
import type { GivenLoader } from "../../launch/environment.ts";
import { realPath } from "../../real-path.ts";
import { remember } from "../memory.ts";
import { hashOf, type Stamp, shortHash } from "./stamp.ts";

/**
 * What a start had to be healed of: names and places, never values or words of the command. In surestart's own folder, one file
 * a start command, mode 600; whoever deletes it loses one failed start.
 */
export interface HealingRecord {
  version: string;
  dir: string;
  /** NODE_ENV and its like, in short. */
  mode: string;
  /** The programs that the command starts. */
  programs: Stamp[];
  /** The names of each .env file; null where there was none. */
  keys: [file: string, names: string[] | null][];
  /** The sources of the load and of the reads, and those that lead to them. */
  sources: Stamp[];
  /** All others that the start reaches: an edit there counts only where it brings a load. */
  others: Stamp[];
  loaders: GivenLoader[];
  names: string[];
  /** Those that the start failed for. */
  about: string[];
  file: string;
  because: NonNullable<RunFacts["loaded"]>["because"];
}

/** The record of this start command; null where there is none. Whether it still holds is not said. */
export function readRecord(dir: string, { argv }: Pick<StartCommand, "argv">): HealingRecord | null {
  try {
    // Where nothing is remembered of this folder, a start does not load what makes a hash of its command.
    const own = `${shortHash(realPath(dir))}-`;
    if (!readdirSync(folder()).some((name) => name.startsWith(own))) return null;
    const record = JSON.parse(readFileSync(pathOf(dir, argv), "utf8")) as HealingRecord;
    return record.dir === realPath(dir) ? record : null;
  } catch {
    return null;
  }
}

/** A folder that cannot be written costs a failed start the next time, and nothing else. */
export function writeRecord(record: HealingRecord, { argv }: Pick<StartCommand, "argv">): void {
  remember(pathOf(record.dir, argv), record);
}

function folder(): string {
  return join(stateFolder(process.env), "healed");
}

function pathOf(dir: string, argv: readonly string[]): string {
  return join(folder(), `${shortHash(realPath(dir))}-${hashOf(argv.join("\0"))}.json`);
}
