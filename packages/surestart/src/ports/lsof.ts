import { shortenV6 } from "./addresses.ts";
import type { Socket, SocketState } from "./system.ts";

/**
 * Reads `lsof -nP -iTCP -F pfdutnT`: one field a line, its letter first. A `p` opens a process, an `f` a descriptor. Only
 * letters and numbers are read, so it does not depend on a language. Processes that share a socket become one entry.
 */
export function parseLsof(text: string): Socket[] {
  const bySocket = new Map<string, Socket>();
  let pid = 0;
  let uid: number | null = null;
  let fields: Partial<Record<string, string>> = {};
  const close = (): void => {
    const socket = toSocket(fields, uid);
    fields = {};
    if (!socket) return;
    const key = `${socket.id ?? `${pid}`} ${socket.address}:${socket.port} ${JSON.stringify(socket.remote)}`;
    const known = bySocket.get(key);
    if (!known) bySocket.set(key, { ...socket, pids: [pid] });
    else if (!known.pids.includes(pid)) known.pids.push(pid);
  };
  for (const line of text.split(/\r?\n/)) {
    const [letter, value] = [line[0] ?? "", line.slice(1)];
    if (letter === "p" || letter === "f") close();
    if (letter === "p") [pid, uid] = [Number(value), null];
    else if (letter === "u") uid = Number(value);
    else if (letter !== "T") fields[letter] = value;
    else if (value.startsWith("ST=")) fields["T"] = value.slice(3);
  }
  close();
  return [...bySocket.values()];
}

// lsof writes the names of the system's headers: SYN_SENT, CLOSE_WAIT; macOS says CLOSED where others say CLOSE.
function stateOf(word: string): SocketState {
  const name = word.replaceAll("_", "-").replace(/^SYN-RCVD$/, "SYN-RECEIVED");
  return (name === "FIN-WAIT1" ? "FIN-WAIT-1" : name === "FIN-WAIT2" ? "FIN-WAIT-2" : name) as SocketState;
}

function toSocket(fields: Partial<Record<string, string>>, uid: number | null): Socket | null {
  const [local = "", remote] = (fields["n"] ?? "").split("->");
  const here = parseEnd(local, fields["t"] === "IPv6" ? 6 : 4);
  if (!here || fields["T"] === undefined) return null;
  const there = remote === undefined ? null : parseEnd(remote, here.family);
  return {
    ...here,
    state: stateOf(fields["T"]),
    remote: there && { address: there.address, port: there.port },
    uid,
    id: fields["d"] ?? null,
    pids: [],
  };
}

/** `*:5000`, `127.0.0.1:3000`, `[::1]:3000`. */
function parseEnd(text: string, family: 4 | 6): { address: string; port: number; family: 4 | 6 } | null {
  const match = /^(.+):(\d+)$/.exec(text.trim());
  if (!match) return null;
  const host = (match[1] as string).replace(/^\[|\]$/g, "");
  const address = host === "*" ? (family === 6 ? "::" : "0.0.0.0") : family === 6 ? shortenV6(host) : host;
  return { address, port: Number(match[2]), family: address.includes(":") ? 6 : 4 };
}

/** The sockets in TIME-WAIT of `netstat -an -p tcp` of macOS: `tcp4  0  0  127.0.0.1.8000  127.0.0.1.52344  TIME_WAIT`. */
export function parseWaiting(text: string): Socket[] {
  return text.split("\n").flatMap((line) => {
    const match = /^tcp(4|6|46)\s+\d+\s+\d+\s+(\S+)\.(\d+)\s+(\S+)\.(\d+)\s+TIME_WAIT\b/.exec(line);
    if (!match) return [];
    const [, kind, local, port, remote, remotePort] = match;
    const here = parseEnd(`${local}:${port}`, kind === "4" ? 4 : 6);
    const there = parseEnd(`${remote}:${remotePort}`, kind === "4" ? 4 : 6);
    if (!here || !there) return [];
    const { address } = there;
    return [
      { ...here, state: "TIME-WAIT", remote: { address, port: there.port }, uid: null, id: null, pids: [] },
    ];
  });
}
