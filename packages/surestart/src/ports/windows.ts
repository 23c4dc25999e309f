import { type Ask, ask as realAsk } from "./ask.ts";
import { parseExcludedRanges, parseHttpSysPorts, parseJson, parseNetstat, parseNetTcp } from "./netstat.ts";
import type { ProcessDetails, Socket, System } from "./system.ts";

/** Windows, through PowerShell, and netstat where that is forbidden. `ask` runs them. Nothing depends on the language. */
export function windows(ask: Ask = realAsk): System {
  const powershell = (script: string): Promise<string> =>
    ask("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", `${utf8}; ${script}`]);

  const table = async (): Promise<ProcessDetails[]> =>
    (parseJson<WinProcess>(await powershell(processScript)) ?? []).map(toDetails);

  return {
    async sockets({ ports, pids, state }) {
      const all =
        parseNetTcp(await powershell(socketScript)) ?? parseNetstat(await ask("netstat.exe", ["-ano"]));
      return all.filter(
        (s: Socket) =>
          (state === "any" || s.state === "LISTEN") &&
          (!ports || ports.includes(s.port)) &&
          (!pids || s.pids.some((pid) => pids.includes(pid))),
      );
    },
    processes: table,
    ancestry: table,
    details: async (pids) => (await table()).filter((p) => pids.includes(p.pid)),
    startTime: async (pid) => (await table()).find((p) => p.pid === pid)?.startTime ?? null,
    async reserved() {
      const texts = await Promise.all(
        ["ipv4", "ipv6"].map((f) =>
          ask("netsh.exe", ["interface", f, "show", "excludedportrange", "protocol=tcp"]),
        ),
      );
      return texts.flatMap(parseExcludedRanges);
    },
    kernelHttpPorts: async () => parseHttpSysPorts(await ask("netsh.exe", ["http", "show", "servicestate"])),
  };
}

const utf8 = "[Console]::OutputEncoding=[Text.Encoding]::UTF8";

const socketScript =
  "Get-NetTCPConnection -ErrorAction SilentlyContinue | Select-Object LocalAddress,LocalPort,RemoteAddress,RemotePort," +
  "@{n='State';e={[int]$_.State}},OwningProcess | ConvertTo-Json -Compress";

// Start times as milliseconds since the epoch: dates would come in the language of the system.
const processScript =
  "Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,SessionId,Name,CommandLine," +
  "@{n='Started';e={if($_.CreationDate){([DateTimeOffset]$_.CreationDate).ToUnixTimeMilliseconds()}else{0}}} | ConvertTo-Json -Compress";

export interface WinProcess {
  ProcessId: number;
  ParentProcessId: number;
  SessionId: number;
  Name: string;
  CommandLine: string | null;
  Started: number;
}

function toDetails(row: WinProcess): ProcessDetails {
  return {
    pid: row.ProcessId,
    parent: row.ParentProcessId,
    // Windows has no process groups that could be asked for.
    group: null,
    session: null,
    startTime: row.Started,
    zombie: false,
    name: row.Name,
    argv: row.CommandLine ? splitCommandLine(row.CommandLine) : [row.Name],
    cwd: null,
    uid: null,
    user: null,
    since: row.Started,
    unit: null,
  };
}

/** The rules of CommandLineToArgvW: quotes group, a backslash only matters in front of a quote. */
export function splitCommandLine(line: string): string[] {
  const argv: string[] = [];
  let word = "";
  let quoted = false;
  let inWord = false;
  for (let at = 0; at < line.length; at++) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (slashes > 0 && line[at + slashes] === '"') {
      word += "\\".repeat(slashes >> 1);
      at += slashes;
      inWord = true;
      if (slashes % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (line[at] === '"') {
      quoted = !quoted;
      inWord = true;
    } else if (!quoted && /\s/.test(line[at] as string)) {
      if (inWord) argv.push(word);
      word = "";
      inWord = false;
    } else {
      word += line[at];
      inWord = true;
    }
  }
  if (inWord) argv.push(word);
  return argv;
}
