import type { Crash } from "../../facts.ts";
import type { Code } from "../../finding.ts";

/** A finding as a program that is built on surestart prints it, and the lines that it is on. */
export interface OwnFinding {
  said: NonNullable<Crash["said"]>;
  lines: string[];
}

const head =
  /^\S.*?: (.+) \(((?:env|secret|source|port|runtime|app|service|health|resource)\/[a-z]+(?:-[a-z]+)*)\)$/;

/**
 * Reads the first finding that a program prints when a `SurestartError` ends it: the sentence with its code, the detail
 * below it, then what to do, each way with its command. null where there is none. Pure.
 */
export function readOwnFinding(lines: readonly string[]): OwnFinding | null {
  for (const [index, line] of lines.entries()) {
    // The pattern is slow on a long line; hardly any line passes this.
    const [, title, code] = line.endsWith(")") ? (head.exec(line) ?? []) : [];
    const detail = /^ {2}(\S.*)$/.exec(lines[index + 1] ?? "")?.[1];
    if (title === undefined || detail === undefined) continue;
    const { fixes, end } = waysBelow(lines, index + 2);
    return { said: { code: code as Code, title, detail, fixes }, lines: lines.slice(index, end) };
  }
  return null;
}

type Ways = NonNullable<Crash["said"]>["fixes"];

/** The list after "What to do:", up to the first line that does not belong to it. */
function waysBelow(lines: readonly string[], from: number): { fixes: Ways; end: number } {
  const fixes: Ways = [];
  let i = /^ {2}at \S/.test(lines[from] ?? "") ? from + 1 : from;
  if (lines[i] !== "What to do:") return { fixes, end: i };
  for (i++; i < lines.length; i++) {
    const [, title] = /^ {2}- (\S.*)$/.exec(lines[i]!) ?? [];
    if (title === undefined) break;
    const command = title.endsWith(":") ? /^ {6}(\S.*)$/.exec(lines[i + 1] ?? "")?.[1] : undefined;
    fixes.push(command === undefined ? { title } : { title: title.slice(0, -1), command });
    if (command !== undefined) i++;
  }
  return { fixes, end: i };
}
