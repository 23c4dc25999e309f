import { toolsWith } from "../known/_find.ts";

/** A program's own word that a port is taken. */
export interface BindError {
  /** The port that it names; null where it names none. */
  port: number | null;
}

// Keyed on numbers, codes and what runtimes say themselves: the sentences of Windows are in its language.
const ofSystem: RegExp[] = [
  /\bEADDRINUSE\b/,
  /\[(?:Errno (?:98|48|10048)|WinError (?:10048|10013))\]|\[winerror (?:10013|10048)\]/i,
  /\baddress already in use\b/i,
  /\bPort \d+ (?:is|was) (?:already )?in use\b/i,
  // Rust, by the name of its own kind.
  /\bcode: (?:98|48), kind: AddrInUse\b|\(os error (?:98|48)\)/,
  /\bSocketException \((?:10048|10013)\)/,
  /Only one usage of each socket address/i,
];

// A bind that is refused for want of a right: on Windows that is also what a port says that is taken or in an excluded range.
const signsOnWindows: RegExp[] = [
  /\blisten EACCES\b/,
  // Python's asyncio, which gives the words of the system and not its number.
  /\[Errno 13\] error while attempting to bind on address/,
  // Rust: WSAEACCES, WSAEADDRINUSE.
  /\(os error 100(?:13|48)\)/,
  // Go gives the words alone; those of an address that is not one of this machine are left out where they are English.
  /\blisten (?:tcp|udp)[46]? \S*:\d+: bind: (?!The requested address is not valid)/,
  // Java translates the number itself, into English.
  /\bBindException: Permission denied: bind\b/,
];

/** Looks for a failed bind in the last lines of a program; the last one counts. */
export function bindErrorIn(
  lines: readonly string[],
  platform: NodeJS.Platform = process.platform,
): BindError | null {
  const ofServers = toolsWith("server").flatMap(({ server }) => server.taken ?? []);
  const known = [...ofSystem, ...ofServers, ...(platform === "win32" ? signsOnWindows : [])];
  let found = null as BindError | null;
  for (const line of lines) {
    if (!known.some((sign) => sign.test(line))) continue;
    const port = portIn(line);
    found = { port: port ?? found?.port ?? null };
  }
  return found;
}

/** `127.0.0.1:8000`, `:::8000`, `('127.0.0.1', 8000)`, `port: 8000`, `Port 8000 is in use`. */
function portIn(said: string): number | null {
  const line = said.replace(times, " ").replace(places, " ");
  const match =
    /\('[^']*', (\d{1,5})\b/.exec(line) ??
    /\b[Pp]ort:? (\d{1,5})\b/.exec(line) ??
    /(?:^|[\s[(/])(?:[\w.-]+|\[?[0-9a-f:]*\]?):(\d{1,5})(?!\d|[:.]\d)/i.exec(line);
  const port = Number(match?.[1]);
  return port > 0 && port < 65_536 ? port : null;
}

// What has a colon and a number as well: the time of a log, and a line of the sources.
const times = /\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?/g;
const places = /\S+\.(?:rb|go|py|[cm]?[jt]s|php|java|kt|rs|exs?|cs):\d+(?::\d+)?/gi;
