import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../alive.ts";

/**
 * What surestart has given out, on disk, for all runs of one user: one file a claim, `PORT.NUMBER`.
 *
 * There is no lock that a crash could leave: a claim is the creation of the file with the next number, which the
 * file system grants to one process only. The highest number counts. It is free when its first byte is `-` (given back)
 * or its process is gone (crashed). It stays for ten minutes after that, so numbers only grow and a name does not come back
 * with another meaning while anybody may still act on the old one.
 */
export interface Registry {
  /** Takes a port for a process, or says who has it. */
  take(port: number, owner: ClaimOwner): Promise<Ticket | ClaimOwner>;
  /** Who has a port, null when nobody has. */
  ownerOf(port: number): Promise<ClaimOwner | null>;
  /** All claims in force. */
  list(): Promise<{ port: number; owner: ClaimOwner }[]>;
}

export interface ClaimOwner {
  pid: number;
  /** As `Process.startTime`. */
  startTime: number;
  /** The folder of the project that runs there. */
  dir: string;
}

export interface Ticket {
  giveBack(): void;
}

/** Tells whether an owner still lives. */
export type Holds = (owner: ClaimOwner) => Promise<boolean>;

// An empty file is one that is just being written; after this time its writer has crashed.
const writingTime = 5_000;
// After this time what is free is cleared away: long after anybody who looked at it has acted on that.
const keepTime = 600_000;
// So many files are no reason to tidy up.
const fewFiles = 64;

export function openRegistry(folder: string, holds: Holds): Registry {
  const path = (name: string): string => join(folder, name);

  async function holderOf(name: string): Promise<ClaimOwner | "unknown" | null> {
    const text = readText(path(name));
    if (text === null || text.startsWith("-")) return null;
    const owner = parseOwner(text);
    if (owner === null) return age(path(name)) < writingTime ? "unknown" : null;
    return (await holds(owner)) ? owner : null;
  }

  return {
    async take(port, owner) {
      const before = numbersOf(port, names(folder));
      const last = Math.max(-1, ...before);
      const held = last < 0 ? null : await holderOf(`${port}.${last}`);
      if (held !== null) return held === "unknown" ? unknownOwner : held;

      const mine = `${port}.${last + 1}`;
      try {
        writeFileSync(path(mine), JSON.stringify(owner), { flag: "wx", mode: 0o600 });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const other = await holderOf(mine);
        return other === null || other === "unknown" ? unknownOwner : other;
      }
      // Somebody may have gone past us between the look and the creation; then a higher number is there already.
      const after = numbersOf(port, names(folder));
      const highest = Math.max(...after, last + 1);
      if (highest > last + 1) {
        remove(path(mine));
        const other = await holderOf(`${port}.${highest}`);
        return other === null || other === "unknown" ? unknownOwner : other;
      }
      for (const number of after) if (number <= last) remove(path(`${port}.${number}`));
      return {
        giveBack: () => {
          giveBack(path(mine));
          tidy(folder);
        },
      };
    },

    async ownerOf(port) {
      const last = Math.max(-1, ...numbersOf(port, names(folder)));
      const held = last < 0 ? null : await holderOf(`${port}.${last}`);
      return held === "unknown" ? unknownOwner : held;
    },

    async list() {
      const highest = new Map<number, number>();
      for (const name of names(folder)) {
        const [port, number] = name.split(".").map(Number) as [number, number];
        highest.set(port, Math.max(number, highest.get(port) ?? -1));
      }
      const found: { port: number; owner: ClaimOwner }[] = [];
      for (const [port, number] of highest) {
        const name = `${port}.${number}`;
        const held = await holderOf(name);
        if (held !== null) found.push({ port, owner: held === "unknown" ? unknownOwner : held });
      }
      return found.sort((a, b) => a.port - b.port);
    },
  };
}

/** Somebody who is just writing it, and of whom nothing more is known. */
const unknownOwner: ClaimOwner = { pid: 0, startTime: 0, dir: "" };

export function isTicket(answer: Ticket | ClaimOwner): answer is Ticket {
  return "giveBack" in answer;
}

/**
 * The folder of the registry, made with mode 700; null when none is available. It depends on the user and the network only,
 * never on the environment: two shells with different XDG_RUNTIME_DIR or TMPDIR must meet in it. `space` tells
 * network and process namespaces apart, whose ports and pids mean something else.
 */
export function registryFolder(space: string, bases: readonly string[] = usualBases()): string | null {
  const me = process.getuid?.();
  for (const base of bases) {
    const folder = join(base, `ports${space}`);
    if (makePrivate(base, me) && makePrivate(folder, me)) return folder;
  }
  return null;
}

function usualBases(): string[] {
  const me = process.getuid?.();
  if (process.platform === "win32") return [join(process.env["LOCALAPPDATA"] ?? tmpdir(), "surestart")];
  const temporary = join(tmpdir(), `surestart-${me}`);
  return process.platform === "linux"
    ? [`/tmp/surestart-${me}`, `/run/user/${me}/surestart`, temporary]
    : [temporary];
}

/** A folder that is ours and that nobody else may write to: what is in it decides what is started. */
function makePrivate(folder: string, me: number | undefined): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" && !isThere(folder)) return false;
  }
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && (me === undefined || (stat.uid === me && (stat.mode & 0o022) === 0));
  } catch {
    return false;
  }
}

function isThere(folder: string): boolean {
  try {
    lstatSync(folder);
    return true;
  } catch {
    return false;
  }
}

function names(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^\d+\.\d+$/.test(name));
}

function numbersOf(port: number, all: string[]): number[] {
  const start = `${port}.`;
  return all.filter((name) => name.startsWith(start)).map((name) => Number(name.slice(start.length)));
}

function parseOwner(text: string): ClaimOwner | null {
  try {
    const owner = JSON.parse(text) as ClaimOwner;
    return typeof owner.pid === "number" && typeof owner.startTime === "number" ? owner : null;
  } catch {
    return null;
  }
}

/** One byte in place, so that no reader ever sees half of it. */
function giveBack(path: string): void {
  try {
    const fd = openSync(path, "r+");
    writeSync(fd, "-", 0);
    closeSync(fd);
  } catch {
    // Cleared away by somebody: then it is given back.
  }
}

/** Clears away what was given back, or whose process has crashed, long ago. */
function tidy(folder: string): void {
  const all = names(folder);
  if (all.length <= fewFiles) return;
  for (const name of all) {
    const path = join(folder, name);
    if (age(path) < keepTime) continue;
    const text = readText(path) ?? "";
    const pid = parseOwner(text)?.pid;
    if (text.startsWith("-") || !pid || !isAlive(pid)) remove(path);
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Another run was faster.
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function age(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
