import { parse } from "smol-toml";
import { normalName } from "../requirement.ts";
import { FixRefused } from "./refusal.ts";
import { normalRequirement, requirement } from "./requirement.ts";
import type { TextDraft } from "./text-draft.ts";

interface Pyproject {
  project?: { dependencies?: unknown; dynamic?: unknown };
  tool?: { poetry?: { dependencies?: Record<string, unknown> } };
}

/**
 * Adds a dependency to pyproject.toml: to `project.dependencies` (PEP 621), else to Poetry's table. The text is changed by
 * one insertion, and read again by a TOML parser before it counts.
 */
export function addToPyproject(text: TextDraft, name: string, version: string | undefined): void {
  const before = read(text.text, text.file);
  if (names(before).includes(normalName(name))) return;
  const change = Array.isArray(before.project?.dependencies)
    ? intoArray(text, requirement(name, version))
    : before.project === undefined && before.tool?.poetry?.dependencies
      ? intoPoetry(text, name, version)
      : before.project && !dynamic(before)
        ? newArray(text, requirement(name, version))
        : null;
  const changed = change && text.text.slice(0, change.at) + change.text + text.text.slice(change.at);
  if (changed === null || !names(read(changed, text.file)).includes(normalName(name)))
    throw new FixRefused(
      `${text.file} keeps its dependencies in a form that cannot be changed safely`,
      text.file,
    );
  text.splice(change!.at, change!.at, change!.text);
}

function read(text: string, file: string): Pyproject {
  try {
    return parse(text) as Pyproject;
  } catch {
    throw new FixRefused(`${file} is not valid TOML`, file);
  }
}

function names({ project, tool }: Pyproject): string[] {
  const list = Array.isArray(project?.dependencies) ? project.dependencies : [];
  return [
    ...list.flatMap((one) => (typeof one === "string" ? [normalRequirement(one)] : [])),
    ...Object.keys(tool?.poetry?.dependencies ?? {}).map(normalName),
  ].filter((one) => one !== null);
}

function dynamic({ project }: Pyproject): boolean {
  return Array.isArray(project?.dynamic) && project.dynamic.includes("dependencies");
}

interface Insertion {
  at: number;
  text: string;
}

function intoArray(text: TextDraft, entry: string): Insertion | null {
  const all = text.text;
  const table = tableSpan(all, "project");
  const key = table && /^[ \t]*dependencies[ \t]*=[ \t]*\[/m.exec(all.slice(table.from, table.to));
  if (!table || !key) return null;
  const open = table.from + key.index + key[0].length - 1;
  const { close, last } = scanArray(all, open);
  if (close === -1) return null;
  const quoted = JSON.stringify(entry);
  if (last === null) return { at: open + 1, text: quoted };
  const lineStart = Math.max(all.lastIndexOf("\n", last.from), all.lastIndexOf("\r", last.from)) + 1;
  const indent = all.slice(lineStart, last.from);
  const separate = /^[ \t]*$/.test(indent);
  if (!separate) return { at: last.to, text: `, ${quoted}` };
  // With a comma after the last entry, so has the new one.
  return last.comma === -1
    ? { at: last.to, text: `,${text.eolAt(last.from)}${indent}${quoted}` }
    : { at: last.comma + 1, text: `${text.eolAt(last.from)}${indent}${quoted},` };
}

function newArray(text: TextDraft, entry: string): Insertion | null {
  const table = tableSpan(text.text, "project");
  if (!table) return null;
  const at = lastKeyEnd(text.text, table);
  return {
    at,
    text: `${openEnd(text.text, at, text)}dependencies = [${JSON.stringify(entry)}]${text.eolAt(0)}`,
  };
}

function intoPoetry(text: TextDraft, name: string, version: string | undefined): Insertion | null {
  const table = tableSpan(text.text, "tool.poetry.dependencies");
  if (!table) return null;
  const at = lastKeyEnd(text.text, table);
  const wanted = version === undefined ? "*" : /^[<>=!~^]/.test(version) ? version : `^${version}`;
  return { at, text: `${openEnd(text.text, at, text)}${name} = ${JSON.stringify(wanted)}${text.eolAt(0)}` };
}

function openEnd(all: string, at: number, text: TextDraft): string {
  return at > 0 && !/[\r\n]/.test(all[at - 1]!) ? text.eolAt(0) : "";
}

/** From after the header of a table to the next header. */
function tableSpan(text: string, name: string): { from: number; to: number } | null {
  const header = new RegExp(
    `^[ \\t]*\\[[ \\t]*${name.replaceAll(".", "[ \\t]*\\.[ \\t]*")}[ \\t]*\\][^\\r\\n]*(?:\\r\\n|\\n|\\r|$)`,
    "m",
  ).exec(text);
  if (!header) return null;
  const from = header.index + header[0].length;
  const next = /^[ \t]*\[/m.exec(text.slice(from));
  return { from, to: next ? from + next.index : text.length };
}

/** After the last line of a table that is neither empty nor a comment. */
function lastKeyEnd(text: string, { from, to }: { from: number; to: number }): number {
  let end = from;
  for (const line of text.slice(from, to).matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g))
    if (!/^\s*(?:#.*)?$/.test(line[0])) end = from + line.index + line[0].length;
  return end;
}

/** The end of an array and its last string; comments and strings are skipped, nested arrays are not known here. */
function scanArray(
  text: string,
  open: number,
): { close: number; last: { from: number; to: number; comma: number } | null } {
  let last: { from: number; to: number; comma: number } | null = null;
  for (let at = open + 1; at < text.length; at++) {
    const c = text[at];
    if (c === "]") return { close: at, last };
    if (c === "[" || c === "{") return { close: -1, last };
    if (c === "#") while (at + 1 < text.length && !/[\r\n]/.test(text[at + 1]!)) at++;
    else if (c === "," && last) last.comma = at;
    else if (c === '"' || c === "'") {
      const from = at;
      for (at++; at < text.length && text[at] !== c; at++) if (c === '"' && text[at] === "\\") at++;
      last = { from, to: at + 1, comma: -1 };
    }
  }
  return { close: -1, last };
}
