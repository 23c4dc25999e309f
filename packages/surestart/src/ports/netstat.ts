import { shortenV6 } from "./addresses.ts";
import type { Range, Socket, SocketState } from "./system.ts";

/**
 * Reads `netstat -ano` of Windows in any language: a listener is a TCP row whose foreign end is port 0 of the wildcard, not
 * one whose state is called LISTENING (`ABHÖREN`, `ESCUCHANDO` …). States of other rows are read where they are English
 * or are left as ESTABLISHED, which is all that is made of them.
 */
export function parseNetstat(text: string): Socket[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const match = /^\s*TCP\s+(\S+):(\d+)\s+(\S+):(\d+)\s+(?:(\S.*?)\s+)?(\d+)\s*$/.exec(line);
    if (!match) return [];
    const [, local = "", port, foreign = "", foreignPort, word = "", pid] = match;
    const isListener = foreignPort === "0" && (foreign === "0.0.0.0" || foreign === "[::]");
    const state = isListener ? "LISTEN" : stateOf(word, Number(pid));
    const remote = isListener ? null : { address: plain(foreign), port: Number(foreignPort) };
    const address = plain(local);
    return [
      {
        address,
        port: Number(port),
        family: address.includes(":") ? 6 : 4,
        state,
        remote,
        uid: null,
        id: null,
        pids: pid === "0" ? [] : [Number(pid)],
      } satisfies Socket,
    ];
  });
}

/** A row of `Get-NetTCPConnection | Select LocalAddress,LocalPort,RemoteAddress,RemotePort,@{n='State';e={[int]$_.State}},OwningProcess`. */
interface NetTcpRow {
  LocalAddress: string;
  LocalPort: number;
  RemoteAddress: string;
  RemotePort: number;
  State: number;
  OwningProcess: number;
}

// MIB_TCP_STATE, as numbers: the words are translated.
const states: readonly SocketState[] = [
  "CLOSED",
  "CLOSED",
  "LISTEN",
  "SYN-SENT",
  "SYN-RECEIVED",
  "ESTABLISHED",
  "FIN-WAIT-1",
  "FIN-WAIT-2",
  "CLOSE-WAIT",
  "CLOSING",
  "LAST-ACK",
  "TIME-WAIT",
];

/** Reads that as JSON: a list, or one object when there is one row. null: it is no such output. Bound-only rows are dropped. */
export function parseNetTcp(json: string): Socket[] | null {
  const rows = parseJson<NetTcpRow>(json);
  return (
    rows?.flatMap((row) => {
      const state = states[row.State];
      // PowerShell counts "Bound" as 100.
      if (state === undefined) return [];
      const address = plain(row.LocalAddress);
      return [
        {
          address,
          port: row.LocalPort,
          family: address.includes(":") ? 6 : 4,
          state,
          remote: state === "LISTEN" ? null : { address: plain(row.RemoteAddress), port: row.RemotePort },
          uid: null,
          id: null,
          pids: row.OwningProcess === 0 ? [] : [row.OwningProcess],
        } satisfies Socket,
      ];
    }) ?? null
  );
}

/**
 * Reads `netsh interface ipv4 show excludedportrange protocol=tcp`: rows of two numbers, whatever the headings say. A row
 * with a star was set by an administrator and only keeps the range from being given out; a bind by number works there.
 */
export function parseExcludedRanges(text: string): Range[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const match = /^\s*(\d{1,5})\s+(\d{1,5})\s*$/.exec(line);
    return match ? [{ from: Number(match[1]), to: Number(match[2]) }] : [];
  });
}

/** Reads `netsh http show servicestate`: the ports of the URLs that http.sys answers now, whatever the words around them. */
export function parseHttpSysPorts(text: string): number[] {
  const ports = [...text.matchAll(/\bHTTPS?:\/\/[^\s/]*?:(\d{1,5})(?::[\d.]+)?[:/]/gi)].map((m) =>
    Number(m[1]),
  );
  return [...new Set(ports)].sort((a, b) => a - b);
}

export function parseJson<T>(json: string): T[] | null {
  try {
    const value = JSON.parse(json.replace(/^\uFEFF/, "")) as T | T[];
    return Array.isArray(value) ? value : [value];
  } catch {
    return null;
  }
}

function stateOf(word: string, pid: number): SocketState {
  const name = word.replaceAll("_", "-").toUpperCase();
  if ((states as readonly string[]).includes(name)) return name as SocketState;
  // Only what waits to be forgotten has no process any more.
  return pid === 0 ? "TIME-WAIT" : "ESTABLISHED";
}

function plain(address: string): string {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%\w+$/, "");
  return bare.includes(":") ? shortenV6(bare) : bare;
}
