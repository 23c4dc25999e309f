import { homedir } from "node:os";
import type { Style } from "../report/style.ts";
import { cut, visible } from "../report/visible.ts";

/** Who listens on one address of one port. */
export interface Row {
  port: number;
  address: string;
  /** null: its process is hidden from us. */
  pid: number | null;
  /** Milliseconds since 1970; null: it cannot be told. */
  since: number | null;
  /** The project's folder, or the one in which the process runs; null: it cannot be told. */
  project: string | null;
  /** Masked. */
  command: string;
  /** More about it, on a line of its own. */
  note?: string;
}

/**
 * The listeners by project: that of the working folder first, what is hidden last; a line for each process and port, its
 * addresses together.
 * @param width in columns; what is longer is cut.
 */
export function portsTable(
  rows: readonly Row[],
  { style, width, here }: { style: Style; width: number; here: string },
): string {
  const titleOf = ({ project, pid }: Row): string =>
    project !== null ? oneLine(atHome(project)) : pid === null ? "Hidden from here" : "Of no known project";
  const rank = ({ project, pid }: Row): number =>
    project === here ? 0 : project !== null ? 1 : pid !== null ? 2 : 3;
  const sorted = [...Map.groupBy(rows, titleOf)].sort(
    ([, [first]], [, [other]]) => rank(first!) - rank(other!) || first!.port - other!.port,
  );
  const blocks = sorted.map(([title, own]) => ({
    title,
    lines: [...Map.groupBy(own, ({ port, pid, command }) => `${port} ${pid} ${command}`).values()].map(
      cellsOf,
    ),
  }));
  const head = ["PORT", "ADDRESS", "PID", "SINCE", "COMMAND"];
  const all = [head, ...blocks.flatMap(({ lines }) => lines)];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]!.length)));
  const line = (cells: string[]): string => {
    const text = cells.slice(0, 5).map((cell, column) => {
      if (column === 4) return cell;
      return column === 0 || column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
    });
    return cut(`  ${text.join("  ")}`, width, style.mark.ellipsis).trimEnd();
  };
  const before = widths.slice(0, 4).reduce((sum, one) => sum + one + 2, 2);
  const shown = blocks.map(({ title, lines }) => {
    const heading = style.paint("cyan", cutFront(title, width, style.mark.ellipsis));
    const own = lines.flatMap((cells) => [line(cells), ...(cells[5] ? [" ".repeat(before) + cells[5]] : [])]);
    return `${heading}\n${own.join("\n")}\n`;
  });
  return `${style.paint("bold", line(head))}\n${shown.join("\n")}`;
}

function cellsOf(rows: Row[]): string[] {
  const { port, pid, since, command, note = "" } = rows[0]!;
  const day = since === null ? "" : dayOrTime(new Date(since));
  return [String(port), addressText(rows), pid === null ? "?" : String(pid), day, command, note].map(oneLine);
}

/** `*` for every address of the machine. */
function addressText(rows: Row[]): string {
  const addresses = [...new Set(rows.map(({ address }) => address))];
  if (addresses.includes("::") || addresses.includes("0.0.0.0")) return "*";
  return addresses.length > 2 ? `${addresses[0]} +${addresses.length - 1}` : addresses.join(" ");
}

function dayOrTime(date: Date): string {
  const pad = (number: number): string => String(number).padStart(2, "0");
  if (date.toDateString() === new Date().toDateString())
    return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** A script on a command line (`node -e`, `sh -c`) has lines of its own, and might look like one of ours. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s*\n\s*/g, " "));
}

/** A folder as a shell shows it: `~` for the home. */
export function atHome(folder: string): string {
  const home = homedir();
  return folder === home || folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}

/** The end of a path says more than its beginning. */
function cutFront(text: string, width: number, ellipsis: string): string {
  return text.length <= width ? text : ellipsis + text.slice(text.length - width + ellipsis.length);
}
