import type { Process, ProcessDetails } from "./system.ts";

/** A row of `ps -axwwo pid=,ppid=,pgid=,sess=,uid=,stat=,lstart=,command=` under LC_ALL=C. */
export interface PsRow extends Process {
  uid: number;
  command: string;
}

/** Reads that table. `lstart` is five words in local time, to the second; the command is the rest of the line. */
export function parsePs(text: string): PsRow[] {
  return text.split("\n").flatMap((line) => {
    const match =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]+\s+\d{4})\s+(.*)$/.exec(
        line,
      );
    if (!match) return [];
    const [, pid, parent, group, session, uid, stat = "", start = "", command = ""] = match;
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        // macOS writes a kernel address here, or 0: no session that one could compare.
        session: /^[1-9]\d*$/.test(session as string) ? Number(session) : null,
        uid: Number(uid),
        zombie: stat.startsWith("Z"),
        startTime: Date.parse(start),
        name: programOf(command),
        command,
      },
    ];
  });
}

/** ps gives one string; a program in a folder with blanks in its name keeps them as far as its `.app` or file name tells. */
export function splitCommand(command: string): string[] {
  const bundle = /^(\/.+?\.app\/Contents\/[^/]+\/(?:[^ ]| (?=[A-Z(]))+)(?: (.*))?$/.exec(command);
  const [first, rest] = bundle ? [bundle[1] as string, bundle[2] ?? ""] : cut(command);
  return [first, ...rest.split(" ").filter((word) => word !== "")];
}

export function toDetails(
  row: PsRow,
  cwd: string | null,
  userName: (uid: number) => string | null,
): ProcessDetails {
  const { command, uid, ...process } = row;
  return {
    ...process,
    uid,
    argv: splitCommand(command),
    cwd,
    user: userName(uid),
    since: row.startTime,
    unit: null,
  };
}

/** `lsof -a -d cwd -F pn`: the working folder of each process. */
export function parseFolders(text: string): Map<number, string> {
  const folders = new Map<number, string>();
  let pid = 0;
  for (const line of text.split("\n")) {
    if (line.startsWith("p")) pid = Number(line.slice(1));
    else if (line.startsWith("n")) folders.set(pid, line.slice(1));
  }
  return folders;
}

function programOf(command: string): string {
  return (splitCommand(command)[0] ?? "").replace(/^.*\/(?=.)/, "");
}

function cut(command: string): [string, string] {
  const blank = command.indexOf(" ");
  return blank < 0 ? [command, ""] : [command.slice(0, blank), command.slice(blank + 1)];
}
