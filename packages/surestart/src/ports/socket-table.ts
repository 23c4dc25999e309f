import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { endianness } from "node:os";
import { shortenV6 } from "./addresses.ts";
import type { Socket, SocketState } from "./system.ts";

// include/net/tcp_states.h
const states: Record<string, SocketState> = {
  "01": "ESTABLISHED",
  "02": "SYN-SENT",
  "03": "SYN-RECEIVED",
  "04": "FIN-WAIT-1",
  "05": "FIN-WAIT-2",
  "06": "TIME-WAIT",
  "07": "CLOSED",
  "08": "CLOSE-WAIT",
  "09": "LAST-ACK",
  "0A": "LISTEN",
  "0B": "CLOSING",
  "0C": "SYN-RECEIVED",
};

/** The socket tables of one network namespace, IPv4 and IPv6. `at` is a process in it. */
export function readSockets(wanted: "listening" | "any", at: number | "self" = "self"): Socket[] {
  const all: Socket[] = [];
  for (const family of [4, 6] as const) {
    const name = family === 4 ? "tcp" : "tcp6";
    const text = wanted === "listening" ? readListening(family, at) : readWhole(`/proc/${at}/net/${name}`);
    for (const line of text.split("\n")) {
      const socket = parseLine(line);
      if (socket && (wanted === "any" || socket.state === "LISTEN")) all.push(socket);
    }
  }
  return all;
}

/** One line of /proc/net/tcp or tcp6 (proc_net(5)); null for the heading and anything else. */
export function parseLine(line: string): Socket | null {
  const f = line.trim().split(/ +/);
  const state = states[f[3] ?? ""];
  const local = parseAddress(f[1] ?? "");
  const remote = parseAddress(f[2] ?? "");
  if (!state || !local || !remote) return null;
  const inode = f[9];
  return {
    ...local,
    state,
    remote: remote.port === 0 ? null : { address: remote.address, port: remote.port },
    uid: state === "TIME-WAIT" ? null : Number(f[7]),
    id: inode === undefined || inode === "0" ? null : inode,
    pids: [],
  };
}

/** `0100007F:1F90`: 32-bit words in the byte order of the machine, the port in network order. */
function parseAddress(text: string): { address: string; port: number; family: 4 | 6 } | null {
  const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(text);
  if (!match) return null;
  const bytes = Buffer.from(match[1] as string, "hex");
  if (endianness() === "LE") bytes.swap32();
  const port = Number.parseInt(match[2] as string, 16);
  if (bytes.length === 4) return { address: bytes.join("."), port, family: 4 };
  const address = shortenV6((bytes.toString("hex").match(/.{4}/g) as string[]).join(":"));
  return { address, port, family: address.includes(":") ? 6 : 4 };
}

/**
 * The heading and the listening sockets. The kernel writes these first and then walks its whole hash of connections, which
 * takes milliseconds even when it is empty: once to look for a next line, once more to say that there is none. sockstat
 * says how many sockets there are, so reading ends in the last line (or with the first that does not listen): half of
 * the walks, and none for a family without sockets. When the count changed meanwhile, it is read again.
 */
function readListening(family: 4 | 6, at: number | "self"): string {
  const path = `/proc/${at}/net/${family === 4 ? "tcp" : "tcp6"}`;
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = countSockets(family, at);
    if (before === null) break;
    if (before === 0) return "";
    const text = readLines(path, before, enough[family]);
    if (countSockets(family, at) === before) return text;
  }
  return readWhole(path);
}

// As much of a line as holds all that is read from it, and less than the shortest line: the kernel pads IPv4 to 150 and
// writes at least 173 for IPv6 (net/ipv4/tcp_ipv4.c, net/ipv6/tcp_ipv6.c).
const enough = { 4: 149, 6: 168 } as const;

/** The heading and `count` lines, the last one cut at `lastLength`; fewer when a socket that does not listen comes first. */
function readLines(path: string, count: number, lastLength: number): string {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch {
    return "";
  }
  try {
    const buffer = Buffer.alloc(128);
    let text = "";
    let line = 0;
    let start = 0;
    for (;;) {
      const have = text.length - start;
      const ask = line < count ? buffer.length : Math.min(buffer.length, lastLength - have);
      const got = ask > 0 ? readSync(fd, buffer, 0, ask, null) : 0;
      if (got === 0) return text;
      text += buffer.toString("latin1", 0, got);
      for (let end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
        if (line > 0 && !listens(text.slice(start, end))) return text;
        start = end + 1;
        line++;
      }
    }
  } finally {
    closeSync(fd);
  }
}

function listens(line: string): boolean {
  return line.trimStart().split(/ +/, 4)[3] === "0A";
}

/** Sockets of a family that are not in TIME-WAIT; null where the kernel does not say (gVisor, WSL 1). */
function countSockets(family: 4 | 6, at: number | "self"): number | null {
  const name = family === 4 ? "sockstat" : "sockstat6";
  const match = /^TCP6?: inuse (\d+)/m.exec(readWhole(`/proc/${at}/net/${name}`));
  return match ? Number(match[1]) : null;
}

function readWhole(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
