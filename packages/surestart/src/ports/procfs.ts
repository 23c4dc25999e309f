import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import type { Process, ProcessDetails } from "./system.ts";

// Linux counts start times in USER_HZ, which is 100 on every architecture that Node runs on.
const ticksPerSecond = 100;

/** Linux without /proc (a bare chroot, a sandbox): who runs and who listens there, nobody can see. */
export function isBlind(): boolean {
  return process.platform === "linux" && read("/proc/self/stat") === null;
}

/** All processes that /proc shows us. Synchronous: the files are the kernel's memory, and a look takes about 10 µs each. */
export function readProcesses(): Process[] {
  const all: Process[] = [];
  for (const pid of pids()) {
    const one = readProcess(pid);
    if (one) all.push(one);
  }
  return all;
}

export function pids(): number[] {
  const all: number[] = [];
  for (const name of entries("/proc")) {
    const first = name.charCodeAt(0);
    if (first >= 48 && first <= 57) all.push(Number(name));
  }
  return all;
}

/** One process from /proc/PID/stat, or null when it is gone. */
export function readProcess(pid: number | "self"): Process | null {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : parseStat(text);
}

/** proc_pid_stat(5). The name is in brackets and may itself hold brackets and blanks, so fields count from the last one. */
export function parseStat(text: string): Process | null {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (open < 0 || close < open) return null;
  const rest = text.slice(close + 2).split(" ");
  const field = (n: number): number => Number(rest[n - 3]);
  return {
    pid: Number(text.slice(0, open)),
    parent: field(4),
    group: field(5),
    session: field(6),
    startTime: field(22),
    zombie: rest[0] === "Z" || rest[0] === "X",
    name: text.slice(open + 1, close),
  };
}

export function readDetails(pid: number): ProcessDetails | null {
  const base = readProcess(pid);
  if (!base) return null;
  const uid = ownerOf(pid);
  return {
    ...base,
    argv: readArgv(pid),
    cwd: folderOf(pid),
    uid,
    user: uid === null ? null : userName(uid),
    since: startedAt(base.startTime),
    unit: unitOf(pid),
  };
}

/** The command line. A program that writes its title over it (node, gunicorn, nginx) gives one string: it stays one. */
export function readArgv(pid: number): string[] {
  const text = read(`/proc/${pid}/cmdline`) ?? "";
  return text
    .replace(/\0+$/, "")
    .split("\0")
    .filter((word, at) => word !== "" || at > 0);
}

/** Of a process with other mounts (a container) the path means another folder than here: then there is none to compare. */
function folderOf(pid: number): string | null {
  const mounts = link(`/proc/${pid}/ns/mnt`);
  return mounts !== null && mounts !== link("/proc/self/ns/mnt") ? null : link(`/proc/${pid}/cwd`);
}

export function ownerOf(pid: number): number | null {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return null;
  }
}

/** The inodes of a process's sockets; null where we may not look, or it is gone. */
export function socketInodes(pid: number): Set<string> | null {
  let fds: string[];
  try {
    fds = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return null;
  }
  const inodes = new Set<string>();
  for (const fd of fds) {
    const target = link(`/proc/${pid}/fd/${fd}`);
    if (target?.startsWith("socket:[")) inodes.add(target.slice(8, -1));
  }
  return inodes;
}

/** The network namespace: sockets of another one are in another table. */
export function networkOf(pid: number | "self"): string | null {
  return link(`/proc/${pid}/ns/net`);
}

/** The number of one of our own namespaces. */
export function namespaceOf(kind: "net" | "pid"): string {
  return /\[(\d+)\]/.exec(link(`/proc/self/ns/${kind}`) ?? "")?.[1] ?? "0";
}

let users: Map<number, string> | undefined;

/** The name from /etc/passwd, or the number as text. */
export function userName(uid: number): string {
  users ??= new Map(
    (read("/etc/passwd") ?? "")
      .split("\n")
      .map((line) => line.split(":"))
      .filter((f) => f.length > 2)
      .map((f) => [Number(f[2]), f[0] as string]),
  );
  return users.get(uid) ?? String(uid);
}

/** From now backwards, since both uptime and start times stop counting where the wall clock jumps. */
function startedAt(ticks: number): number {
  const uptime = Number((read("/proc/uptime") ?? "0").split(" ")[0]);
  return Math.round(Date.now() - (uptime - ticks / ticksPerSecond) * 1000);
}

let ownUnit: string | null | undefined;

/** A unit that we ourselves run in (a CI runner's service) says nothing about the holder. */
function unitOf(pid: number): string | null {
  ownUnit ??= unitOfCgroup(read("/proc/self/cgroup") ?? "");
  const unit = unitOfCgroup(read(`/proc/${pid}/cgroup`) ?? "");
  return unit === ownUnit ? null : unit;
}

/**
 * From a cgroup file, version 1 or 2: the container ("container 0123456789ab"), or the innermost `.service` below
 * /system.slice. Services of a user's own session are the user's to stop.
 */
export function unitOfCgroup(cgroup: string): string | null {
  for (const line of cgroup.split("\n")) {
    const path = line.slice(line.indexOf(":", line.indexOf(":") + 1) + 1);
    const container = /(?:^|[/-])([0-9a-f]{12})[0-9a-f]{52}(?:\.scope)?(?:\/|$)/.exec(path);
    if (container) return `container ${container[1]}`;
    if (!path.startsWith("/system.slice/")) continue;
    const unit = path
      .split("/")
      .reverse()
      .find((part) => part.endsWith(".service"));
    if (unit) return unit;
  }
  return null;
}

function entries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function link(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
