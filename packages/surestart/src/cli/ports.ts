import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Holder } from "../facts.ts";
import { listeners, whoHolds } from "../ports/holders.ts";
import type { Mask } from "../report/mask.ts";
import type { Style } from "../report/style.ts";
import { cut, visible } from "../report/visible.ts";
import type { Call } from "./command.ts";
import { maskWithoutFacts } from "./crash.ts";
import { portNumber } from "./port-number.ts";
import { printJson, styleFor } from "./print.ts";
import { shownWords } from "./shell.ts";

/** Who listens: of every port, or of one. */
export async function command(call: Call): Promise<number> {
  const port = call.args[0] === undefined ? null : portNumber(call.args[0], "ports");
  const holders = port === null ? await listeners() : await whoHolds(port);
  const mask = maskWithoutFacts(call.cwd);
  if (call.format === "json")
    printJson({ schema: 1, ports: holders.map((holder) => portJson(holder, mask)) });
  else if (holders.length === 0)
    process.stdout.write(
      port === null ? "Nobody listens on this machine.\n" : `Nobody listens on port ${port}.\n`,
    );
  else process.stdout.write(portsTable(holders, mask, styleFor(call)));
  return 0;
}

function portJson(holder: Holder, mask: Mask): object {
  const { port, address, family, pid, user, cwd, since, parents, system } = holder;
  return {
    port,
    address,
    family,
    pid,
    command: commandOf(holder, mask),
    cwd,
    project: projectOf(cwd),
    user,
    since: since === null ? null : new Date(since).toISOString().replace(/\.\d+/, ""),
    parents: parents.map(({ name }) => name),
    ...(system ? { mustNotBeStopped: system } : {}),
  };
}

/** A command line, masked. Words that need quotes have them, so that it can be typed again. */
export function commandOf({ argv }: Pick<Holder, "argv">, mask: Mask): string {
  return argv.length === 1 ? mask.text(argv[0]!) : shownWords(argv, mask);
}

/** The same, with the program's name in place of its path: what a person calls it. */
export function shortCommand({ argv }: Pick<Holder, "argv">, mask: Mask): string {
  const [program = "", ...rest] = argv;
  return commandOf(
    { argv: [program.includes(" ") ? program : program.replace(/^.*[/\\](?=.)/, ""), ...rest] },
    mask,
  );
}

/** The folder of the project in which a process runs: the nearest one that has what a project has. */
export function projectOf(cwd: string | null): string | null {
  const marks = [
    ".git",
    "package.json",
    "pyproject.toml",
    "requirements.txt",
    "Procfile",
    "go.mod",
    "Gemfile",
    "composer.json",
  ];
  for (let folder = cwd; folder !== null && folder !== dirname(folder); folder = dirname(folder))
    if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
  return null;
}

/** A line for each process and port; its addresses together. */
function portsTable(holders: Holder[], mask: Mask, style: Style): string {
  const groups = Map.groupBy(holders, ({ port, pid, uid }) => `${port} ${pid} ${uid}`);
  const rows = [...groups.values()].map((group) => {
    const first = group[0]!;
    return [
      String(first.port),
      addressText(group),
      first.pid === null ? "?" : String(first.pid),
      first.since === null ? "" : dayOrTime(new Date(first.since)),
      atHome(projectOf(first.cwd) ?? first.cwd),
      first.pid === null
        ? `(hidden: a process of ${first.user ?? `user ${first.uid}`})`
        : shortCommand(first, mask),
    ].map(visible);
  });
  const head = ["PORT", "ADDRESS", "PID", "SINCE", "FOLDER", "COMMAND"];
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  widths[4] = Math.min(widths[4]!, 24);
  const line = (row: string[]): string => {
    const cells = row.map((cell, column) => {
      if (column === 5) return cell;
      const text = column === 4 ? cutFront(cell, widths[4]!, style) : cell;
      return column === 0 || column === 2 ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
    });
    return cut(cells.join("  "), style.width, style.mark.ellipsis).trimEnd();
  };
  return `${[style.paint("bold", line(head)), ...rows.map(line)].join("\n")}\n`;
}

/** `*` for every address of the machine. */
function addressText(group: Holder[]): string {
  const addresses = [...new Set(group.map(({ address }) => address))];
  if (addresses.includes("::") || addresses.includes("0.0.0.0")) return "*";
  return addresses.length > 2 ? `${addresses[0]} +${addresses.length - 1}` : addresses.join(" ");
}

function dayOrTime(date: Date): string {
  const pad = (number: number): string => String(number).padStart(2, "0");
  if (date.toDateString() === new Date().toDateString())
    return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

function atHome(folder: string | null): string {
  if (folder === null) return "";
  const home = homedir();
  return folder === home || folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}

/** The end of a path says more than its beginning. */
function cutFront(text: string, width: number, style: Style): string {
  return text.length <= width
    ? text
    : style.mark.ellipsis + text.slice(text.length - width + style.mark.ellipsis.length);
}
