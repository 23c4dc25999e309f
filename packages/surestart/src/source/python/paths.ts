import { posix } from "node:path";
import type { FilePath, Value } from "./values.ts";

export const ownFile: FilePath = { base: "file", path: ".", self: true };

/** A path from a value: a text is relative to the working folder. */
export function asPath(value: Value | undefined): FilePath | null {
  if (value?.path) return value.path;
  if (typeof value?.literal !== "string") return null;
  const path = value.literal.replaceAll("\\", "/");
  if (/^~/.test(path)) return null;
  return { base: /^(\/|[a-z]:\/)/i.test(path) ? "absolute" : "cwd", path: posix.normalize(path) };
}

function join(path: FilePath, part: string): FilePath {
  const next = part.replaceAll("\\", "/");
  if (/^(\/|[a-z]:\/)/i.test(next)) return { base: "absolute", path: posix.normalize(next) };
  return { base: path.base, path: posix.normalize(posix.join(path.path, next)) };
}

/** The folder of a path; that of `__file__` is the module's folder. */
function parent({ base, path, self }: FilePath): FilePath {
  if (self) return { base, path };
  const above = /(^|\/)\.\.$/.test(path) || path === "." ? posix.join(path, "..") : posix.dirname(path);
  return { base, path: above };
}

const constructors: Record<string, "same" | "cwd"> = {
  "pathlib.Path": "same",
  "pathlib.PurePath": "same",
  "pathlib.PosixPath": "same",
  "os.fspath": "same",
  "os.path.abspath": "same",
  "os.path.realpath": "same",
  "os.path.normpath": "same",
  "os.getcwd": "cwd",
  "pathlib.Path.cwd": "cwd",
  str: "same",
  "anyio.Path": "same",
};

/** What a call gives that makes a path of paths; undefined when it is no such call. */
export function pathCall(origin: string, args: Value[]): Value | undefined {
  if (origin === "os.path.join" || origin === "pathlib.Path") {
    const [first, ...rest] = args;
    const other = first && rest.length ? belowOther(first, rest) : null;
    if (other) return other;
    if (!first && origin === "pathlib.Path") return { path: { base: "cwd", path: "." } };
    return joined(asPath(first), rest);
  }
  if (origin === "os.path.dirname") {
    const path = asPath(args[0]);
    return path ? { path: parent(path) } : {};
  }
  const how = constructors[origin];
  if (how === "cwd") return { path: { base: "cwd", path: "." } };
  if (how === "same" && args[0]?.below) return { below: args[0].below };
  // A plain text stays a text: it only becomes a path where a path is asked for.
  if (how === "same" && args[0]?.path) return { path: args[0].path };
  return undefined;
}

/** What a method or property of a path gives; undefined when it is not known. */
export function pathMember(path: FilePath, name: string, args: Value[]): Value | undefined {
  switch (name) {
    case "resolve":
    case "absolute":
    case "expanduser":
    case "as_posix":
    case "__str__":
      return { path };
    case "parent":
      return { path: parent(path) };
    case "joinpath":
      return joined(path, args);
    case "with_name": {
      const name = typeof args[0]?.literal === "string" ? args[0].literal : null;
      return name === null ? {} : { path: join(parent(path), name) };
    }
    default:
      return undefined;
  }
}

/** A path below one that only another module knows. */
export function belowOther(start: Value, parts: Value[]): Value | null {
  const from =
    start.below ?? (start.local && !start.path && !start.drafts ? { name: start.local, below: "" } : null);
  if (!from || !parts.every((p) => typeof p.literal === "string")) return null;
  const below = posix.join(from.below, ...parts.map((p) => (p.literal as string).replaceAll("\\", "/")));
  return { below: { name: from.name, below } };
}

export function joined(start: FilePath | null, parts: Value[]): Value {
  let now = start;
  for (const part of parts) {
    if (!now || typeof part.literal !== "string") return {};
    now = join(now, part.literal);
  }
  return now ? { path: now } : {};
}
