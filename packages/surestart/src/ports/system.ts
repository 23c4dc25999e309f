import type { Endpoint } from "./addresses.ts";

/** What an operating system is asked about ports and processes: one file per system answers it. */
export interface System {
  /**
   * TCP sockets. Without `ports` those of all ports. `pids` are filled in where the system lets us see them: all who have the
   * socket, or, when `ports` are asked for, at least one with those of its ancestors who have it too.
   */
  sockets(query: SocketQuery): Promise<Socket[]>;
  /** Can sockets be seen here at all? Only where "none" may mean "nobody could look". @default true */
  seesSockets?(): Promise<boolean>;
  /** The process table, without what costs a look at each process. */
  processes(): Promise<Process[]>;
  /** At least these processes and all their ancestors. */
  ancestry(pids: readonly number[]): Promise<Process[]>;
  /** More about some processes; those that are gone are left out. */
  details(pids: readonly number[]): Promise<ProcessDetails[]>;
  /** The start time of a process (`Process.startTime`), null when it is gone or a zombie. */
  startTime(pid: number): Promise<number | null>;
  /** The name of a user, where it can be told without asking another program. */
  userName?(uid: number): string;
  /** Port ranges that the system keeps back from explicit binds (Windows). */
  reserved(): Promise<Range[]>;
  /** URLs' ports that the kernel's own HTTP server answers (Windows' http.sys). */
  kernelHttpPorts(): Promise<number[]>;
}

/** What Windows adds: answers that may be missing are told from answers that say "none". */
export interface WindowsSystem extends System {
  /** Every TCP socket; null: nobody can see them here. */
  allSockets(): Promise<Socket[] | null>;
  /** Starts PowerShell where it is not there yet. Is it one that answers? As long as that takes. */
  answers(): Promise<boolean>;
  /** The process table; null: there is no PowerShell, or no answer came in time (`PowerShell.ask`). @default 5000 */
  table(ms?: number | null): Promise<ProcessDetails[] | null>;
  /** The access list of a file, in SDDL; null: nobody can say. */
  accessList(file: string): Promise<string | null>;
}

export interface SocketQuery {
  ports?: readonly number[];
  /** Only sockets of these processes. */
  pids?: readonly number[];
  /** listening: those that accept. any: also connections and those that wait to be forgotten. */
  state: "listening" | "any";
}

export interface Socket extends Endpoint {
  state: SocketState;
  remote: { address: string; port: number } | null;
  /** Whose it is, also where the process is hidden from us. */
  uid: number | null;
  /** Identity of the socket itself (Linux: inode; macOS: kernel address). */
  id: string | null;
  pids: number[];
}

/** The names of RFC 9293. */
export type SocketState =
  | "ESTABLISHED"
  | "SYN-SENT"
  | "SYN-RECEIVED"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "TIME-WAIT"
  | "CLOSED"
  | "CLOSE-WAIT"
  | "LAST-ACK"
  | "LISTEN"
  | "CLOSING";

export interface Process {
  pid: number;
  parent: number;
  group: number | null;
  session: number | null;
  /** Clock ticks since boot (Linux), or milliseconds since the epoch. With the pid it is the identity of a process. */
  startTime: number;
  /** Ended, and only not yet waited for by its parent. */
  zombie: boolean;
  name: string;
}

export interface ProcessDetails extends Process {
  argv: string[];
  cwd: string | null;
  uid: number | null;
  user: string | null;
  /** Milliseconds since the epoch. */
  since: number;
  /** The systemd system service ("x.service") or the container ("container …") that it belongs to, when that is not our own. */
  unit: string | null;
}

export interface Range {
  from: number;
  to: number;
}

let current: Promise<System> | undefined;
let ofWindows: Promise<WindowsSystem> | undefined;

/** The system that we run on. Loaded on first use. */
export function system(): Promise<System> {
  current ??=
    process.platform === "win32"
      ? windowsSystem()
      : process.platform === "linux"
        ? import("./linux.ts").then((m) => m.linux)
        : import("./darwin.ts").then((m) => m.darwin());
  return current;
}

/** The same one, where that is Windows, with what it alone has. */
export function windowsSystem(): Promise<WindowsSystem> {
  ofWindows ??= import("./windows.ts").then((m) => m.windows());
  return ofWindows;
}
