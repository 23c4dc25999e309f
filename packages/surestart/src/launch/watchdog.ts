import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Known, windowsWatchdog } from "./watchdog-windows.ts";

/**
 * What a program in Node can do about its own KILL: nothing, since nobody may catch that. So a shell of a few hundred
 * kilobytes waits at a pipe whose other end is ours; when the pipe closes without a word from us, we are dead, and it ends
 * the group: TERM, up to `grace` seconds of waiting, KILL, each only while the group's first process still is the one that
 * was started (same number, same start) or has ended before its group did, in which case its number cannot be another's.
 *
 * It is there before the program is. When we die between the start and telling it which process that was, it finds the
 * program by the mark in its environment (Linux only): the leader of a session, started after the watchdog.
 *
 * What it cannot do: outlive its own KILL, or follow what left the group by setsid. On Windows it is another one
 * (watchdog-windows.ts).
 */
export interface Watchdog {
  /** This is the program: its number is also that of its group and session. */
  over: (pid: number) => void;
  /** What it has become, on Windows, where a process is found by its parent alone, and that may have ended. */
  knows: (members: readonly Known[]) => void;
  /** The group is gone by itself, or never was: the watchdog ends without doing anything. */
  dismiss: () => void;
}

// $1: the mark, $2: seconds of grace.
const script = `
trap '' INT TERM HUP QUIT TSTP
mark=$1 grace=$2 root= start=
while read -r word number since; do
  case $word in
    over) root=$number start=$since ;;
    done) exit 0 ;;
  esac
done

# The program of which we were not told: a leader of a session that bears the mark and is no older than this shell. It may
# still be on its way from fork to exec.
find() {
  read -r stat < "/proc/$$/stat" || return
  set -- \${stat##*) }
  shift 19
  born=$1
  for try in 1 2 3 4 5 6 7 8 9 10; do
    for folder in /proc/[0-9]*; do
      read -r stat 2>/dev/null < "$folder/stat" || continue
      set -- \${stat##*) }
      [ "$4" = "\${folder#/proc/}" ] || continue
      shift 19
      [ "$1" -ge "$born" ] && grep -qz "^$mark" "$folder/environ" 2>/dev/null || continue
      root=\${folder#/proc/} start=$1
      return
    done
    sleep 0.1
  done
}
[ -n "$root" ] || find
[ -n "$root" ] || exit 0

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
# Seconds: to look through all processes takes long on a busy machine, so looks are no measure of time.
now() { { read -r up rest < /proc/uptime; } 2>/dev/null && echo "\${up%%.*}" || date +%s; }
tell() { for group in $(groups); do kill -s "$1" -- "-$group" 2>/dev/null; done; }

foreign && exit 0
tell TERM
tell CONT
end=$(($(now) + grace))
while [ "$(now)" -lt "$end" ] && [ -n "$(groups)" ]; do sleep 0.1; done
foreign || tell KILL
exit 0
`;

/**
 * To be called before the program is started.
 * @param mark how an entry of the program's environment begins that only programs of this process have.
 * @param grace seconds between TERM and KILL. @default 5
 */
export function watchOver(mark: string, grace = 5): Watchdog {
  if (process.platform === "win32") return windowsWatchdog();
  const args = [mark, String(Math.ceil(grace))];
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
  // Bun's pipes have none, and keep nothing alive.
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    over: (pid) => void child.stdin.write(`over ${pid} ${startOf(pid)}\n`),
    knows() {},
    dismiss: () => void child.stdin.end("done\n"),
  };
}

/** As the script reads it, in ticks since boot. Outside of Linux a shell cannot read it; there the number alone must do. */
function startOf(pid: number): string {
  if (process.platform !== "linux") return "";
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
