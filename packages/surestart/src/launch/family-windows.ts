import type { Process, WindowsSystem } from "../ports/system.ts";

/**
 * The processes that a program became on Windows, which has neither groups nor sessions. A process names its parent by a
 * number alone, which stays when the parent has ended and may be given to another process then; so start times decide, and
 * every member is remembered, since through it others belong.
 */
export interface Family {
  /** Members that are alive, by the last table. */
  readonly living: readonly Process[];
  /** There was a table. */
  readonly isKnown: boolean;
  /** When the last table was asked for, in milliseconds since the epoch; 0: there was none. */
  readonly askedAt: number;
  /** Does this process belong? null: no table has had it yet. */
  has: (pid: number) => boolean | null;
  /** Takes in what another look has seen to belong. */
  include: (members: readonly Pick<Process, "pid" | "startTime">[]) => void;
  /** Takes in a process table, and the time when it was asked for (milliseconds since the epoch). */
  update: (table: readonly Process[], askedAt: number) => void;
}

interface Member {
  pid: number;
  startTime: number;
  /** When a table first lacked it: what starts later is no child of it. */
  goneAt: number;
}

/**
 * @param root the first process
 * @param parent the process that started it, by which its row in a table is recognised
 * @param startedAt no later than its start, in milliseconds since the epoch
 */
export function familyOfRoot(root: number, parent: number, startedAt: number): Family {
  const members: Member[] = [];
  let living: Process[] = [];
  let known = new Map<number, Process>();
  let last = 0;

  const memberOf = (one: Pick<Process, "pid" | "startTime">): Member | undefined =>
    members.find((m) => m.pid === one.pid && m.startTime === one.startTime);
  const isChild = (one: Process): boolean =>
    members.some((m) => m.pid === one.parent && m.startTime <= one.startTime && one.startTime < m.goneAt);

  const add = (
    { pid, startTime }: Pick<Member, "pid" | "startTime">,
    goneAt = Number.POSITIVE_INFINITY,
  ): void => void members.push({ pid, startTime, goneAt });

  return {
    get living() {
      return living;
    },
    get isKnown() {
      return known.size > 0;
    },
    get askedAt() {
      return last;
    },
    has: (pid) => (known.has(pid) ? living.some((one) => one.pid === pid) : null),
    include(more) {
      for (const one of more) if (!memberOf(one)) add(one);
    },
    update(table, askedAt) {
      known = new Map(table.map((one) => [one.pid, one]));
      last = askedAt;
      if (!members.some(({ pid }) => pid === root)) {
        const first = known.get(root);
        if (first && first.parent === parent && first.startTime >= startedAt) add(first);
        // It has ended before the first table: what it left is told by when it can have been started.
        else add({ pid: root, startTime: startedAt }, first?.startTime ?? askedAt);
      }
      for (const member of members) {
        const now = known.get(member.pid);
        if (now?.startTime === member.startTime) continue;
        // Another process has its number: from that one's start on, children are the other's.
        member.goneAt = Math.min(member.goneAt, now?.startTime ?? askedAt);
      }
      for (let grown = true; grown; ) {
        grown = false;
        for (const one of table) {
          if (memberOf(one) || !isChild(one)) continue;
          add(one);
          grown = true;
        }
      }
      living = table.filter((one) => memberOf(one) !== undefined);
    },
  };
}

const families = new Map<number, Family>();
// Between two clocks.
const tolerance = 1000;

/**
 * To be called at the start of a program: its number may have been that of an earlier one.
 * @param startedAt a time before its start, in milliseconds since the epoch
 */
export function newFamily(root: number, startedAt: number): Family {
  const family = familyOfRoot(root, process.pid, startedAt - tolerance);
  families.set(root, family);
  return family;
}

/** The family of a program that this process has started: the same one for everybody who asks. */
export function familyFrom(root: number): Family {
  return families.get(root) ?? newFamily(root, Date.now());
}

/** Asks for a process table and takes it in. false: none is available. */
export async function refresh(
  family: Family,
  ms?: number | null,
  system?: Pick<WindowsSystem, "table">,
): Promise<boolean> {
  const from = system ?? (await (await import("../ports/system.ts")).windowsSystem());
  const askedAt = Date.now();
  const table = await from.table(ms);
  if (table) family.update(table, askedAt);
  return table !== null;
}
