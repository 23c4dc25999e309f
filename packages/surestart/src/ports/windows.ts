import { type Ask, ask as realAsk } from "./ask.ts";
import { notedFolder } from "./folder-notes.ts";
import { parseExcludedRanges, parseHttpSysPorts, parseJson, parseNetstat, parseNetTcp } from "./netstat.ts";
import { type PowerShell, powerShell } from "./powershell.ts";
import type { ProcessDetails, Socket, WindowsSystem } from "./system.ts";
import { system32 } from "./system32.ts";

// Names and command lines of a table may be this old, in milliseconds: one question asks for them several times.
const fresh = 1000;

/**
 * Windows: sockets by netstat, which takes a twentieth of a second, processes by one PowerShell. Nothing depends on the
 * language. `ask` runs a command of the system.
 */
export function windows(ask: Ask = realAsk, shell: PowerShell = powerShell()): WindowsSystem {
  let last: { at: number; rows: ProcessDetails[] } | null = null;
  const table = async (ms?: number | null): Promise<ProcessDetails[] | null> => {
    const rows = parseJson<WinProcess>((await shell.ask(processScript, ms)) ?? "")?.map(toDetails) ?? null;
    if (rows) last = { at: performance.now(), rows };
    return rows;
  };
  const recent = async (): Promise<ProcessDetails[]> =>
    last && performance.now() - last.at < fresh ? last.rows : ((await table()) ?? []);
  const allSockets = async (): Promise<Socket[] | null> => {
    const rows = parseNetstat(await ask(system32("netstat.exe"), ["-ano"]));
    return rows.length > 0 ? rows : parseNetTcp((await shell.ask(socketScript)) ?? "");
  };

  return {
    allSockets,
    answers: async () => (await shell.ask("''", null)) !== null,
    table,
    accessList: async (file) =>
      (
        await shell.ask(
          `(Get-Acl -LiteralPath ${textForPowerShell(file)} -ErrorAction SilentlyContinue).Sddl`,
        )
      )?.trim() || null,
    async sockets({ ports, pids, state }) {
      return ((await allSockets()) ?? []).filter(
        (s: Socket) =>
          (state === "any" || s.state === "LISTEN") &&
          (!ports || ports.includes(s.port)) &&
          (!pids || s.pids.some((pid) => pids.includes(pid))),
      );
    },
    seesSockets: async () => (await allSockets()) !== null,
    processes: async () => (await table()) ?? [],
    ancestry: recent,
    details: async (pids) =>
      (await recent()).flatMap((p) => (pids.includes(p.pid) ? { ...p, cwd: notedFolder(p) } : [])),
    startTime: async (pid) => (await table())?.find((p) => p.pid === pid)?.startTime ?? null,
    async reserved() {
      const texts = await Promise.all(
        ["ipv4", "ipv6"].map((f) =>
          ask(system32("netsh.exe"), ["interface", f, "show", "excludedportrange", "protocol=tcp"]),
        ),
      );
      return texts.flatMap(parseExcludedRanges);
    },
    kernelHttpPorts: async () =>
      parseHttpSysPorts(await ask(system32("netsh.exe"), ["http", "show", "servicestate"])),
  };
}

/** As PowerShell reads it whatever code page its input has, and however the text was quoted: what is not ASCII by its number. */
export function textForPowerShell(text: string): string {
  const inner = text
    .replaceAll("'", "''")
    .replace(/[^\x20-\x7e]/g, (sign) => `'+[char]${sign.charCodeAt(0)}+'`);
  return `('${inner}')`;
}

const socketScript =
  "Get-NetTCPConnection -ErrorAction SilentlyContinue | Select-Object LocalAddress,LocalPort,RemoteAddress,RemotePort," +
  "@{n='State';e={[int]$_.State}},OwningProcess | ConvertTo-Json -Compress";

// The creation as a number: a date would come in the language of the system. ToFileTimeUtc may be called in PowerShell's
// constrained language mode too, where a conversion to DateTimeOffset is refused.
const processScript =
  "Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,Name,CommandLine," +
  "@{n='Created';e={if($_.CreationDate){$_.CreationDate.ToFileTimeUtc()}else{0}}} | ConvertTo-Json -Compress";

// 1970 in 100 nanoseconds since 1601.
const epoch = 116_444_736_000_000_000;

interface WinProcess {
  ProcessId: number;
  ParentProcessId: number;
  Name: string;
  CommandLine: string | null;
  /** A Windows file time; 0: the system does not say. */
  Created: number;
}

function toDetails(row: WinProcess): ProcessDetails {
  const started = row.Created === 0 ? 0 : Math.round((row.Created - epoch) / 10_000);
  return {
    pid: row.ProcessId,
    parent: row.ParentProcessId,
    // Windows has no process groups that could be asked for.
    group: null,
    session: null,
    startTime: started,
    zombie: false,
    name: row.Name,
    argv: row.CommandLine ? splitCommandLine(row.CommandLine) : [row.Name],
    cwd: null,
    uid: null,
    user: null,
    since: started,
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
