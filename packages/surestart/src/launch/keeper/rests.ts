import { readdirSync, readFileSync, readlinkSync } from "node:fs";

// https://man7.org/linux/man-pages/man2/epoll_wait.2.html: the fourth argument is the time, in the last one where it is kept.
const waits = new Map([
  ["441", "pointer"],
  [process.arch === "arm64" ? "22" : "281", "milliseconds"],
  [process.arch === "arm64" ? "" : "232", "milliseconds"],
]);
// Its own time is on its stack; a constant, by which it looks up now and then, is in the program file.
const stack = 8n << 20n;

/**
 * Can nothing but a changed file or a signal wake this process (Linux)? It has no child, no socket but those that it was given as
 * stdin, stdout and stderr, and its threads that wait for events wait without a timer. false where that cannot be seen.
 */
export function rests(pid: number): boolean {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    if (threads.some((thread) => text(pid, `task/${thread}/children`) !== "")) return false;
    const calls = threads.map((thread) => text(pid, `task/${thread}/syscall`).split(" "));
    const [main = ""] = text(pid, "syscall").split(" ");
    return waits.has(main) && calls.every(withoutTimer) && !hasSocket(pid);
  } catch {
    return false;
  }
}

/** `syscall` has the number of the call, six arguments, and where the stack is. */
function withoutTimer([call = "", ...given]: readonly string[]): boolean {
  const kind = waits.get(call);
  if (kind === undefined) return call !== "running";
  const time = BigInt(given[3] ?? 0);
  if (kind === "milliseconds") return BigInt.asIntN(32, time) < 0n;
  const away = time - BigInt(given[6] ?? 0);
  return time === 0n || away > stack || away < -stack;
}

function hasSocket(pid: number): boolean {
  const links = readdirSync(`/proc/${pid}/fd`).map(
    (fd) => [Number(fd), readlinkSync(`/proc/${pid}/fd/${fd}`)] as const,
  );
  const given = new Set(links.filter(([fd]) => fd <= 2).map(([, link]) => link));
  return links.some(([, link]) => link.startsWith("socket:") && !given.has(link));
}

function text(pid: number, name: string): string {
  return readFileSync(`/proc/${pid}/${name}`, "latin1").trim();
}
