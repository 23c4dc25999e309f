import type { Crash } from "../../facts.ts";
import type { Place } from "../../finding.ts";

export interface CrashOptions {
  /** The project's folder, absolute. */
  dir: string;
  /** Other names of the same folder (its real path, with links resolved). */
  alias?: readonly string[];
}

/** A crash and the index of the line after it. */
export interface Found {
  crash: Crash;
  end: number;
}

export type Frame = Crash["frames"][number];

// What is installed, not written here, although it may lie in the project's folder.
const installed =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|\.tox|\.nox|\.yarn|\.pnp\.c?js)(?:\/|$)/;

/** A path as facts have it: relative to the project where it is in it. `own`: the project's own code. */
export function ownFile(path: string, { dir, alias = [] }: CrashOptions): { file: string; own: boolean } {
  const plain = slashes(path);
  for (const root of [dir, ...alias].map(slashes)) {
    const start = root.endsWith("/") ? root : `${root}/`;
    if (!plain.startsWith(start)) continue;
    const file = plain.slice(start.length);
    return { file, own: !installed.test(file) };
  }
  // Compiled modules (Cython) name their sources as they were when they were built.
  const relative = !plain.startsWith("/") && !/^[A-Za-z]:\/|^[<[]|^\w[\w.+-]*:|\.pyx$/.test(plain);
  return { file: plain.replace(/^\.\//, ""), own: relative && !installed.test(plain) };
}

/** The innermost frame in the project. */
export function innermostOwn(frames: readonly Frame[]): Place | null {
  const frame = frames.findLast((f) => f.own);
  return frame ? placeOf(frame) : null;
}

function placeOf({ file, line, column }: Pick<Frame, "file" | "line" | "column">): Place {
  return { file, line, ...(column === undefined ? {} : { column }) };
}

/** The system's code that a message names. */
export function systemCode(text: string): string | null {
  const name =
    /\bE(?:ADDRINUSE|ACCES|PERM|NOENT|ADDRNOTAVAIL|CONNREFUSED|MFILE|NOSPC|ROFS|NOTFOUND|AI_AGAIN)\b/.exec(
      text,
    );
  if (name) return name[0];
  const number = /\[(?:Errno|WinError) (\d+)\]|\bError (\d+) connecting to\b/i.exec(text);
  if (number) return numbers[(number[1] ?? number[2])!] ?? null;
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

// errno(3) on Linux and macOS, and Winsock's numbers.
const numbers: Record<string, string> = {
  "1": "EPERM",
  "2": "ENOENT",
  "13": "EACCES",
  "24": "EMFILE",
  "28": "ENOSPC",
  "30": "EROFS",
  "48": "EADDRINUSE",
  "49": "EADDRNOTAVAIL",
  "61": "ECONNREFUSED",
  "98": "EADDRINUSE",
  "99": "EADDRNOTAVAIL",
  "111": "ECONNREFUSED",
  "10013": "EACCES",
  "10048": "EADDRINUSE",
  "10049": "EADDRNOTAVAIL",
  "10061": "ECONNREFUSED",
};

// strerror(3) in the C locale, and gunicorn's words for it.
const words: [RegExp, string][] = [
  [/\baddress already in use\b|^Connection in use:/i, "EADDRINUSE"],
  [/\bconnection refused\b/i, "ECONNREFUSED"],
  [/\bcannot assign requested address\b|^Invalid address:/i, "EADDRNOTAVAIL"],
];

/** A terminal may have begun in `c:\\`, and an interpreter says `C:\\`. */
function slashes(path: string): string {
  if (!path.startsWith("\\\\") && !/^[A-Za-z]:[\\/]/.test(path)) return path;
  return path.replaceAll("\\", "/").replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}
