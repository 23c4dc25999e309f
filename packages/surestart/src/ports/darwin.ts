import { type Ask, ask as realAsk } from "./ask.ts";
import { parseLsof, parseWaiting } from "./lsof.ts";
import { type PsRow, parseFolders, parsePs, toDetails } from "./ps.ts";
import type { System } from "./system.ts";

/** macOS, through lsof and ps, which every Mac has. `ask` runs them. */
export function darwin(ask: Ask = realAsk): System {
  const table = async (pids?: readonly number[]): Promise<PsRow[]> => {
    const which = pids ? ["-p", pids.join(",")] : ["-ax"];
    return parsePs(await ask("ps", [...which, "-ww", "-o", columns]));
  };
  return {
    async sockets({ ports, pids, state }) {
      if (pids?.length === 0 || ports?.length === 0) return [];
      const args = ["-nP", ports ? `-iTCP:${ports.join(",")}` : "-iTCP", "-FpfdutnT"];
      if (state === "listening") args.push("-sTCP:LISTEN");
      if (pids) args.push("-a", "-p", pids.join(","));
      const found = parseLsof(await ask("lsof", args));
      // What waits to be forgotten belongs to no process, so lsof does not know it.
      if (state === "any" && !pids) found.push(...parseWaiting(await ask("netstat", ["-an", "-p", "tcp"])));
      // -i also names clients of a remote port.
      return found.filter(
        (s) => (!ports || ports.includes(s.port)) && (state === "any" || s.state === "LISTEN"),
      );
    },
    processes: () => table(),
    ancestry: () => table(),
    async details(pids) {
      if (pids.length === 0) return [];
      const [rows, folders] = await Promise.all([
        table(pids),
        ask("lsof", ["-nP", "-a", "-d", "cwd", "-p", pids.join(","), "-Fpn"]),
      ]);
      const users = await userNames(rows, ask);
      const cwd = parseFolders(folders);
      return rows.map((row) =>
        toDetails(row, cwd.get(row.pid) ?? null, (uid) => users.get(uid) ?? String(uid)),
      );
    },
    async startTime(pid) {
      const [row] = await table([pid]);
      return row && !row.zombie ? row.startTime : null;
    },
    reserved: async () => [],
    kernelHttpPorts: async () => [],
  };
}

const columns = "pid=,ppid=,pgid=,sess=,uid=,stat=,lstart=,command=";

async function userNames(rows: readonly PsRow[], ask: Ask): Promise<Map<number, string>> {
  const uids = [...new Set(rows.map((row) => row.uid))];
  const names = await Promise.all(uids.map(async (uid) => (await ask("id", ["-nu", String(uid)])).trim()));
  return new Map(uids.map((uid, at) => [uid, names[at] || String(uid)]));
}
