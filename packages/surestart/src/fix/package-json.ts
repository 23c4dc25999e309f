import { FixRefused } from "./refusal.ts";
import type { TextDraft } from "./text-draft.ts";

/** Adds a dependency to package.json, sorted in where the others are sorted; every other byte stays. */
export function addToPackageJson(text: TextDraft, name: string, version = "*"): void {
  const before = parse(text.text, text.file);
  const groups = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;
  if (groups.slice(0, 3).some((group) => Object.hasOwn(before[group] ?? {}, name))) return;
  const change = before.dependencies
    ? into(text.text, before.dependencies, name, version)
    : newGroup(text, name, version);
  const changed = text.text.slice(0, change.at) + change.text + text.text.slice(change.at);
  if (parse(changed, text.file).dependencies?.[name] !== version)
    throw new FixRefused(`${text.file} has a form that cannot be changed safely`, text.file);
  text.splice(change.at, change.at, change.text);
}

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

function parse(text: string, file: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw new FixRefused(`${file} is not valid JSON`, file);
  }
}

function into(
  text: string,
  group: Record<string, string>,
  name: string,
  version: string,
): { at: number; text: string } {
  const body = valueSpan(text, "dependencies");
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(version)}`;
  const names = Object.keys(group);
  if (names.length === 0)
    return {
      at: body.from + 1,
      text: /\n/.test(text.slice(body.from, body.to)) ? `${lead(text, body.from, 2)}${entry}` : ` ${entry} `,
    };
  const sorted = names.every((one, index) => index === 0 || names[index - 1]! <= one);
  const next = sorted ? names.find((one) => one > name) : undefined;
  if (next !== undefined) {
    const at = keyAt(text, next, body.from);
    return { at, text: `${entry},${between(text, at)}` };
  }
  const last = names.at(-1)!;
  const at = valueEnd(text, keyAt(text, last, body.from));
  return { at, text: `,${between(text, keyAt(text, last, body.from))}${entry}` };
}

/** The blanks before a key: a new line and its indentation, or one blank. */
function between(text: string, key: number): string {
  const blanks = /[ \t\r\n]*$/.exec(text.slice(0, key))![0];
  return blanks === "" ? " " : blanks;
}

function newGroup(text: TextDraft, name: string, version: string): { at: number; text: string } {
  const all = text.text;
  const close = all.lastIndexOf("}");
  const at = /[ \t\r\n]*$/.exec(all.slice(0, close))!.index;
  const eol = text.eolAt(0);
  const indent = /\n([ \t]+)"/.exec(all)?.[1] ?? "  ";
  const empty = all.slice(0, at).trimEnd().endsWith("{");
  const group = `${eol}${indent}"dependencies": {${eol}${indent}${indent}${JSON.stringify(name)}: ${JSON.stringify(version)}${eol}${indent}}`;
  return { at, text: (empty ? "" : ",") + group + (at === close ? eol : "") };
}

function lead(text: string, from: number, depth: number): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const eol = text.slice(from).includes("\r\n") ? "\r\n" : "\n";
  return eol + indent.repeat(depth);
}

/** Where the value of a key at the top of the document is. */
function valueSpan(text: string, key: string): { from: number; to: number } {
  const at = keyAt(text, key, text.indexOf("{"));
  const from = text.indexOf("{", at + JSON.stringify(key).length);
  return { from, to: closing(text, from) };
}

/** The offset of a key of the object that opens at `open`; not of those inside of it. */
function keyAt(text: string, key: string, open: number): number {
  const wanted = JSON.stringify(key);
  for (let at = open + 1, depth = 1; at < text.length && depth > 0; at++) {
    const c = text[at];
    if (c === "{" || c === "[") depth++;
    else if (c === "}" || c === "]") depth--;
    else if (c === '"') {
      const end = stringEnd(text, at);
      if (depth === 1 && text.slice(at, end) === wanted && /^\s*:/.test(text.slice(end, end + 32))) return at;
      at = end - 1;
    }
  }
  return -1;
}

function valueEnd(text: string, key: number): number {
  const value = text.indexOf('"', stringEnd(text, key));
  return stringEnd(text, value);
}

function closing(text: string, open: number): number {
  for (let at = open, depth = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '"') at = stringEnd(text, at) - 1;
    else if (c === "{") depth++;
    else if (c === "}" && --depth === 0) return at + 1;
  }
  return text.length;
}

function stringEnd(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "\\") end++;
    else if (text[end] === '"') return end + 1;
  }
  return text.length;
}
