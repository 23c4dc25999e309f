import type { Holder } from "../../facts.ts";
import type { ShownHolder } from "../../finding.ts";

/** A holder as it may be shown; the report masks its command line. */
export function shown(holder: Holder): ShownHolder {
  return {
    pid: holder.pid,
    command: holder.argv.join(" "),
    cwd: holder.cwd,
    user: holder.user,
    since: holder.since === null ? null : new Date(holder.since).toISOString().replace(/\.\d+Z$/, "Z"),
    sameProject: holder.ownRun,
  };
}

/** "node (pid 4711), started by npm", or the user where the process may not be seen. */
export function named(holder: Holder): string {
  if (holder.pid === null)
    return holder.user
      ? `a process of the user ${holder.user}`
      : holder.uid === null
        ? "a process that is hidden from here"
        : `a process of the user id ${holder.uid}`;
  const program = (holder.argv[0] ?? "a process")
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.exe$/i, "");
  return `${program ?? "a process"} (pid ${holder.pid})`;
}
