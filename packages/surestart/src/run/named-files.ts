import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { roleOf } from "../env/names.ts";
import { foldersUpTo } from "../folders.ts";

const quoted = /(["'`])((?:[^"'`\s]*[/\\])?\.env[^"'`\s/\\]*)\1/g;

/**
 * The .env files that a source names and that exist, absolute, in its order; of a name that may mean several files the nearest.
 * Which folder a path starts from is not known without reading the source: the working directory, then those of the source.
 */
export function filesNamedIn(source: string, cwd: string, root: string): string[] {
  const folders = [cwd, ...foldersUpTo(dirname(source), root)];
  const names = [...textOf(source).matchAll(quoted)].map(([, , name]) => name as string);
  const found = names
    .filter((name) => roleOf(basename(name)) === "env" && ofThisMode(basename(name)))
    .flatMap((name) => {
      // `__dirname + "/.env"`
      const places = [...folders.map((folder) => resolve(folder, name.replace(/^\/+/, ""))), resolve(name)];
      return places.find((file) => existsSync(file)) ?? [];
    });
  return [...new Set(found)];
}

const modes = /^\.env\.(dev(?:elopment)?|prod(?:uction)?|staging|test)\b/;

/** A file of another mode than this is named next to the one that is loaded. */
function ofThisMode(name: string): boolean {
  const [, mode] = modes.exec(name) ?? [];
  return mode === undefined || mode === process.env["NODE_ENV"];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
