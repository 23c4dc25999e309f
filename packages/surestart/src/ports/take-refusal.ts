import type { Holder } from "../facts.ts";
import { parentsOf } from "./holders.ts";
import type { Process } from "./system.ts";

/** Why this holder may not be ended, in words that stand alone; null when it may. */
export function refusal(
  holder: Holder,
  table: ReadonlyMap<number, Process>,
  consent: boolean,
): string | null {
  const { pid } = holder;
  if (holder.system) return `It must not be stopped: it is ${holder.system}.`;
  const me = process.geteuid?.();
  const user = holder.user ?? `user ${holder.uid ?? "unknown"}`;
  if (pid === null)
    return me === 0 || (me !== undefined && me === holder.uid)
      ? `Its process belongs to ${user} and cannot be seen from here: it runs outside this container, so stop it there.`
      : process.platform === "win32"
        ? "Its process is hidden from this user: an administrator can see it."
        : `Its process belongs to ${user} and is hidden from this user. With that user's rights (sudo) it can be seen and stopped.`;
  if (holder.startTime === null)
    return "It cannot be seen from here which process that is, so it could be a different one by the time it is stopped.";
  if (pid <= 1) return "It is the first process of this system.";
  if (pid === process.pid) return "It is this process itself.";
  if (parentsOf(process.pid, table).includes(pid))
    return "It is one of the processes that started surestart.";
  if (me !== undefined && me !== 0 && holder.uid !== null && holder.uid !== me)
    return `It belongs to ${user}: only they or root may stop it.`;
  if (!holder.ownRun && !consent)
    return "It is not an earlier run of this project, so it is stopped only with your consent.";
  return null;
}
