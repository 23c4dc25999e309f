import path from "node:path";
import { isFile, isFolder, readText } from "../files.ts";
import { normalName } from "../requirement.ts";
import { listing } from "./python-modules.ts";

/** An installed Python distribution, as its metadata names it. */
export interface Distribution {
  name: string;
  version: string | null;
  /** Names of top-level modules. */
  modules: string[];
  /** Normal names of what it needs without extras. */
  requires: string[];
  /** Normal names of what an extra adds. */
  extras: Record<string, string[]>;
}

/** The installed distributions in these folders by their normal name; of two in different folders the first counts. */
export function installedDistributions(folders: readonly string[]): Map<string, Distribution> {
  const found = new Map<string, Distribution>();
  for (const folder of folders)
    for (const entry of listing(folder)) {
      if (!/\.(dist|egg)-info$/.test(entry)) continue;
      const distribution = readDistribution(path.join(folder, entry));
      const key = normalName(distribution.name);
      if (!found.has(key)) found.set(key, distribution);
    }
  return found;
}

/** The version of one installed distribution, as METADATA says; null when it is not installed. */
export function installedVersion(distribution: string, folders: readonly string[]): string | null {
  const wanted = normalName(distribution);
  for (const folder of folders)
    for (const entry of listing(folder)) {
      const m = /^(.+?)-(\d[^-]*)(?:-.*)?\.(?:dist|egg)-info$/.exec(entry);
      if (m && normalName(m[1] as string) === wanted) return m[2] as string;
    }
  return null;
}

/**
 * All that is needed by what is declared, over every step: what a fresh install brings. Normal names.
 *
 * @param declared names with the extras that are asked for
 */
export function closure(
  declared: Iterable<readonly [name: string, extras: readonly string[]]>,
  installed: ReadonlyMap<string, Distribution>,
): Set<string> {
  const reached = new Set<string>();
  const open: string[] = [];
  for (const [name, extras] of declared) {
    const key = normalName(name);
    open.push(key);
    for (const extra of extras) open.push(...(installed.get(key)?.extras[normalName(extra)] ?? []));
  }
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...(installed.get(name)?.requires ?? []));
  }
  return reached;
}

function readDistribution(info: string): Distribution {
  const folder = isFolder(info);
  const metadata = folder
    ? (readText(path.join(info, "METADATA")) ?? readText(path.join(info, "PKG-INFO")) ?? "")
    : (readText(info) ?? "");
  const header = metadata.split(/\r?\n\r?\n/, 1)[0] ?? "";
  const field = (name: string): string | null =>
    new RegExp(`^${name}:[ \\t]*(.+?)\\s*$`, "im").exec(header)?.[1] ?? null;
  const requires: string[] = [];
  const extras: Record<string, string[]> = {};
  for (const [, needed, marker] of header.matchAll(/^Requires-Dist:[ \t]*([\w.-]+)(.*)$/gim)) {
    const extra = /extra\s*==\s*['"]([\w.-]+)['"]/.exec(marker as string)?.[1];
    if (extra === undefined) requires.push(normalName(needed as string));
    else {
      const list = extras[normalName(extra)] ?? [];
      list.push(normalName(needed as string));
      extras[normalName(extra)] = list;
    }
  }
  const name = field("Name") ?? path.basename(info).replace(/-\d.*$|\.(dist|egg)-info$/, "");
  return { name, version: field("Version"), modules: folder ? modulesOf(info, name) : [], requires, extras };
}

function modulesOf(info: string, name: string): string[] {
  const top = readText(path.join(info, "top_level.txt"));
  if (top !== null) return top.split(/\s+/).filter((m) => m !== "");
  const record = path.join(info, "RECORD");
  if (!isFile(record)) return [name.replaceAll("-", "_")];
  const modules = new Set<string>();
  for (const line of (readText(record) ?? "").split("\n")) {
    const m = /^"?([\w-]+)(?:\/|\.py,|\.[\w.-]+\.so,|\.pyd,)/.exec(line);
    if (m && !/-info$/.test(m[1] as string)) modules.add(m[1] as string);
  }
  return [...modules];
}
