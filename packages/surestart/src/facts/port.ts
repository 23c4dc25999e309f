import type { Place } from "../finding.ts";

export interface PortFacts {
  /** The port that is wanted, and who says so; null when none of them says one. */
  wanted: {
    value: number;
    from: "option" | "flag" | "environment" | "env-file" | "source" | "server";
    at: Place | null;
  } | null;
  /** A value that is not a valid port. `shown` is masked. */
  invalid: { variable: string | null; shown: string; from: string; at: Place | null } | null;
  host: { value: string; at: Place | null } | null;
  /** null: asked, and free. undefined: not asked. */
  holders?: Holder[] | null;
  /** Why it is not available when no process listens on it. */
  busy?: {
    kind: "client-port" | "bound-not-listening" | "time-wait" | "unknown";
    evidence: string;
    pid?: number;
  } | null;
  /** 127.0.0.1 and ::1 are answered by two programs. */
  splitLoopback?: [Holder, Holder] | null;
  /** Nobody is in the way, and this one answers on the other loopback address. */
  beside?: Holder | null;
  privileged?: { limit: number } | null;
  /** form: it is written as a part of a URL, which no program takes for a host. */
  hostUnavailable?: { reason: "not-local" | "unresolved" | "form" } | null;
  reserved?: { from: number; to: number } | null;
}

/** A process that has a port. */
export interface Holder {
  /** null where the system does not let us see it; `uid` then says whose it is. */
  pid: number | null;
  /** Identity in addition to the pid: clock ticks since boot (Linux), or milliseconds since the epoch. */
  startTime: number | null;
  argv: string[];
  cwd: string | null;
  user: string | null;
  uid: number | null;
  /** Milliseconds since the epoch. */
  since: number | null;
  /** Parents, nearest first, by name: ["npm", "bash", "systemd"]. */
  parents: { pid: number; name: string }[];
  address: string;
  port: number;
  family: 4 | 6;
  /** The process group, where the system has one. */
  group: number | null;
  /** Identity of the listening socket (Linux: its inode), where the system tells it. */
  socket?: string | null;
  /** A process that must not be stopped, and why. */
  system: string | null;
  /** An earlier run of this project: same folder, same entry. */
  ownRun: boolean;
  /** This run of surestart itself gave out the port. */
  claimedBy: { pid: number; dir: string } | null;
}
