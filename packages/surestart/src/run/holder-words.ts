import type { Holder } from "../facts.ts";
import { processName } from "../ports/process-name.ts";
import type { PortDecision } from "./port.ts";

/** "an earlier run of this project (node, pid 4711, since 10:59)": who it is, without words that may be secret. */
export function holderWords(holder: Holder): string {
  const what = holder.ownRun ? "an earlier run of this project" : inShort(holder);
  const details = [
    holder.ownRun ? inShort(holder) : null,
    holder.pid === null && (holder.user ?? holder.uid) === null
      ? "hidden from here"
      : holder.pid === null
        ? `user ${holder.user ?? holder.uid ?? "unknown"}`
        : `pid ${holder.pid}`,
    holder.since === null ? null : `since ${clock(holder.since)}`,
    holder.system,
  ].filter((word) => word !== null);
  return `${what} (${details.join(", ")})`;
}

/** Why Windows refuses a port that nobody has. */
export function reservedWords({ from, to }: { from: number; to: number }): string {
  return `is in a range that Windows reserves (${from} to ${to})`;
}

/** Why the port that was wanted is not the one that is used; null where it is. */
export function movedWords({ wanted, given, moved, state }: PortDecision): string | null {
  if (moved === null || wanted === null || given === null || given === wanted.value) return null;
  const why =
    typeof moved === "object"
      ? `is in use by ${holderWords(moved)}`
      : state?.reserved
        ? reservedWords(state.reserved)
        : "is not available";
  return `port ${wanted.value} ${why}: using ${given}`;
}

function inShort({ argv }: Holder): string {
  const [program, ...rest] = argv;
  if (program === undefined) return "a process";
  const name = processName(argv);
  const entry = rest[0] === "-m" ? rest.slice(0, 2) : rest.slice(0, 1);
  return entry.every((word) => word === "-m" || (/^[\w./\\@:+-]+$/.test(word) && !word.startsWith("--")))
    ? [name, ...entry].join(" ")
    : name;
}

function clock(since: number): string {
  const at = new Date(since);
  const time = at.toTimeString().slice(0, 5);
  return Date.now() - since < 20 * 3600_000 ? time : `${at.toISOString().slice(0, 10)} ${time}`;
}
