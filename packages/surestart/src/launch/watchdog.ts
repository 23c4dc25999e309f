import { spawn } from "node:child_process";
import { system } from "../ports/system.ts";

/**
 * What a program in Node can do about its own KILL: nothing, since nobody may catch that. So a shell of a few hundred
 * kilobytes waits at a pipe whose other end is ours; when the pipe closes without a word from us, we are dead, and it ends
 * the group: TERM, up to `grace` seconds of waiting, KILL, each only while the group's first process still is the one that
 * was started (same number, same start) or has ended before its group did, in which case its number cannot be another's.
 *
 * What it cannot do: outlive its own KILL, follow what left the group by setsid, or work on Windows.
 */
export interface Watchdog {
  /** The group is gone by itself: the watchdog ends without doing anything. */
  dismiss: () => void;
}

// $1: group and session, $2: start of its first process or empty, $3: tenths of a second of grace.
const script = `
trap '' INT TERM HUP QUIT TSTP
root=$1 start=$2 left=$3
read -r word
[ "$word" = done ] && exit 0

# The first process lives and is another one than was started: its number was given out again.
foreign() {
  [ -n "$start" ] && read -r stat 2>/dev/null < "/proc/$root/stat" || return 1
  set -- \${stat##*) }
  shift 19
  [ "$1" != "$start" ]
}
# The groups of the session that still have a living process; where there is no /proc, the group alone.
groups() {
  if [ ! -r /proc/self/stat ]; then kill -s 0 -- "-$root" 2>/dev/null && echo "$root"; return; fi
  for file in /proc/[0-9]*/stat; do
    read -r stat 2>/dev/null < "$file" || continue
    set -- \${stat##*) }
    [ "$1" != Z ] && { [ "$3" = "$root" ] || [ "$4" = "$root" ]; } && echo "$3"
  done
}
tell() { for group in $(groups); do kill -s "$1" -- "-$group" 2>/dev/null; done; }

foreign && exit 0
tell TERM
tell CONT
while [ $left -gt 0 ] && [ -n "$(groups)" ]; do sleep 0.1; left=$((left - 1)); done
foreign || tell KILL
exit 0
`;

/** @param grace seconds between TERM and KILL. @default 5 */
export async function watchOver(group: number, grace = 5): Promise<Watchdog> {
  if (process.platform === "win32") return { dismiss() {} };
  // Elsewhere the start is told by other clocks than a shell can read; there the number alone must do.
  const start = process.platform === "linux" ? await (await system()).startTime(group) : null;
  const args = [String(group), String(start ?? ""), String(Math.ceil(grace * 10))];
  // The script travels in the environment, so that the process table shows a name and not a page of shell.
  const child = spawn("/bin/sh", ["-c", 'eval "$script"', "surestart-watchdog", ...args], {
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", script },
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell there is no watchdog; the run itself must not fail for that.
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  child.unref();
  (child.stdin as unknown as { unref: () => void }).unref();
  return { dismiss: () => void child.stdin.end("done\n") };
}
