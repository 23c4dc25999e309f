import { spawnSync } from "node:child_process";
import { fstatSync } from "node:fs";

/**
 * Would a second start of a program find another stdin than the first one? A file has been read, and what waits in a pipe is
 * there once. Where nobody can tell whether anything waits in it, it counts as if something did.
 */
export function stdinIsSpent(): boolean {
  let stdin: ReturnType<typeof fstatSync>;
  try {
    stdin = fstatSync(0);
  } catch {
    return false;
  }
  if (stdin.isFile()) return true;
  if (!stdin.isFIFO() && !stdin.isSocket()) return false;
  return bytesWaiting() !== 0;
}

// Node cannot ask how much a descriptor has without reading it (FIONREAD); perl and Python can, and one of them is nearly everywhere.
const request = process.platform === "darwin" ? 0x4004667f : 0x541b;
const askers: [string, string[]][] = [
  ["perl", ["-e", `$n = pack("i", 0); ioctl(STDIN, ${request}, $n) or exit 1; print unpack("i", $n)`]],
  [
    "python3",
    [
      "-ISc",
      `import fcntl, array; n = array.array("i", [0]); fcntl.ioctl(0, ${request}, n, True); print(n[0])`,
    ],
  ],
];

function bytesWaiting(): number | null {
  if (process.platform === "win32") return null;
  for (const [command, args] of askers) {
    const asked = spawnSync(command, args, {
      stdio: ["inherit", "pipe", "ignore"],
      timeout: 2000,
      encoding: "utf8",
    });
    if (asked.status === 0 && /^\d+$/.test(asked.stdout.trim())) return Number(asked.stdout);
  }
  return null;
}
