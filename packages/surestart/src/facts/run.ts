import type { Code, Place } from "../finding.ts";
import type { Holder } from "./port.ts";
import type { Dialect } from "./project.ts";

/** What happened when the program was run. */
export interface RunFacts {
  outcome: "healthy" | "failed";
  /** exited: it ended by itself. killed: by a signal that is not ours. */
  ended: "healthy" | "exited" | "killed" | "timeout" | "not-spawned" | "interrupted" | "no-port";
  exit: { code: number | null; signal: string | null } | null;
  /** Why the process was not started: ENOENT, EACCES. `interpreter`: what the first line of the script names is missing. */
  spawnError: { code: string; message: string; interpreter?: { name: string; file: string } } | null;
  /** The command starts several programs, and this one ended with an error: as the runner calls it, and its status. */
  part?: { name: string | null; status: number | null };
  /** The program ended, and this lives on: a watcher that waits for a change, or (`again`) a master that starts it once more. goesOn: surestart has not stopped it. */
  kept?: { by: string | null; again?: true; goesOn?: true };
  pid: number | null;
  port: {
    wanted: number | null;
    used: number | null;
    given: number | null;
    told: string | null;
    movedBecause: Holder | "bind-error" | "busy" | null;
  };
  /** Sockets on which the process group listens. */
  listening: { address: string; port: number; pid: number }[];
  /** The system shows no sockets (Linux without /proc): that none are named here says nothing. */
  unseen?: true;
  /** The port that the program itself says it could not bind; null: it names none. Absent: it says nothing of the kind. */
  bindFailed?: number | null;
  /** The program had the port itself when its second bind failed. */
  boundByItself?: boolean;
  /** Variables whose URL was set to the port in use for this run. */
  followed?: string[];
  /** Open connections of the group when it did not listen in time. */
  connections: { address: string; port: number; state: string; pid: number }[];
  health: HealthAnswer | null;
  /** Every address that was asked, with its last answer. */
  probes: HealthAnswer[];
  /** The last lines of stdout and stderr, in order of arrival, at most 500. */
  output: string[];
  /** Its stdout is a terminal, which nobody else reads: `output` has its stderr alone. */
  unread?: true;
  crash: Crash | null;
  /** Files of the project whose write lock a process had when the program failed. Absent: none is seen. */
  locked?: { file: string; pid: number; program: string }[];
  /** The file that the program did not find from its working folder, as it asked for it, and the one folder that has it. */
  elsewhere?: { asked: string; lies: string };
  /** The program refuses to start because of this file: it names a process that is not an earlier run. null: there is no such process. */
  pidFile?: { file: string; pid: number; process: { program: string; since: number | null } | null };
  /** Private keys that need a pass phrase, of those that the command, a variable or the failing file names. */
  encryptedKeys?: string[];
  /** Lines of a healthy program's log that have an error. */
  errorsInLog: string[];
  /** The .env that run loaded for the program, and the names that it set. */
  loaded: {
    file: string;
    dialect: Dialect;
    names: string[];
    because: "nothing-loads" | "not-exported" | "read-before-load" | "loader-finds-none" | "mended";
    mended: string[];
    /** Those that a start failed for, this run's first or an earlier one. */
    about?: string[];
  } | null;
  /** Milliseconds from the start of the command to the end of the wait. */
  ms: number;
}

export interface HealthAnswer {
  url: string;
  path: string;
  status: number | null;
  /** connect: nothing accepts. timeout: no answer in time. other-process: the socket is not ours. */
  problem: "connect" | "timeout" | "reset" | "other-process" | "protocol" | null;
  location: string | null;
  /** At most 2 KiB. */
  body: string | null;
  /** The process that answered. */
  pid: number | null;
  holder: Holder | null;
  /** Paths of its OpenAPI document or of the sources that look like a health path. */
  suggestions: string[];
}

/** The program's own error, read from its output. */
export interface Crash {
  language: "python" | "node" | "other";
  /** "ValueError", "ModuleNotFoundError", "Error", "TypeError" … */
  name: string;
  message: string;
  /** Node's or the system's code: "EADDRINUSE", "ERR_MODULE_NOT_FOUND". */
  code: string | null;
  /** Innermost last. `file` is relative to the project when it is in it. */
  frames: {
    file: string;
    line: number;
    column?: number;
    function: string | null;
    own: boolean;
    text: string | null;
  }[];
  /** The innermost frame in the project. */
  at: Place | null;
  /** The errors below it (`Caused by`, `During handling of`, `[cause]`), nearest first. */
  causes: { name: string; message: string; code: string | null; at: Place | null }[];
  /** The lines of output that it was read from. */
  lines: string[];
  /** The finding that the program itself printed: it is built on surestart. `code` above is then the finding's. */
  said?: { code: Code; title: string; detail: string; fixes: { title: string; command?: string }[] };
}
