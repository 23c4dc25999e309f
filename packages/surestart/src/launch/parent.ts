import { readFileSync } from "node:fs";
import { managers } from "../known/_find.ts";

const every = 250;

/**
 * Calls `gone` once the npm (pnpm, yarn, bun) that started us is gone: its terminal may be closed, or it was killed, and
 * nobody would end the backend any more. Does nothing where no such tool started us: `nohup surestart run &` goes on.
 * @returns a function that ends the watch.
 */
export function watchParent(gone: () => void): () => void {
  // On Windows a process keeps the number of a parent that has ended.
  if (process.platform === "win32") return () => {};
  const { env } = process;
  if (env["npm_lifecycle_event"] === undefined && env["npm_command"] === undefined) return () => {};
  const parent = process.ppid;
  // Between npm and us there may be a shell that waits for us and does not end with npm.
  const grand = isShell(parent) ? parentOf(parent) : null;
  // The variables are inherited far: by the shell of an editor that npm started, for instance.
  if (process.platform === "linux" && ![parent, grand].some(isRunner)) return () => {};
  const timer = setInterval(() => {
    if (process.ppid === parent && (grand === null || parentOf(parent) === grand)) return;
    clearInterval(timer);
    gone();
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

function parentOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** A package manager or what runs packages for it, by its command line or the title that it gave itself (`npm run start`). */
function isRunner(pid: number | null): boolean {
  const line = pid === null ? null : read(`/proc/${pid}/cmdline`);
  return new RegExp(`(?:^|[/\\s\\0])(?:${managers().join("|")})(?:-cli)?(?:\\.[cm]?js)?(?:[\\s\\0]|$)`).test(
    line ?? "",
  );
}

function isShell(pid: number): boolean {
  return /^(?:sh|bash|dash|zsh|ash|ksh|busybox)\s*$/.test(read(`/proc/${pid}/comm`) ?? "");
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return null;
  }
}
