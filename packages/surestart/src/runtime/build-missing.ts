import path from "node:path";
import type { RuntimeFacts, StartCommand } from "../facts.ts";
import { isFile, isFolder, jsonObject, namesIn, readText } from "../files.ts";
import { upward } from "../folders.ts";
import { tools } from "../known/_tools.ts";
import { isOutput } from "./command/built.ts";
import { shown } from "./command/state.ts";
import { managerFor } from "./install-node.ts";
import { jsonPlace } from "./json-place.ts";

/**
 * The entry is in a build folder and does not exist, while there are sources to build it from. The place is the script
 * that names the entry, or package.json's `main`. null in every other case: then the entry is simply not there.
 */
export function buildMissing(
  dir: string,
  command: Pick<StartCommand, "entry" | "cwd" | "at" | "server" | "program" | "builds">,
): RuntimeFacts["buildMissing"] {
  const folder = upward(command.cwd, "package.json");
  if (folder === null) return null;
  const file = path.join(folder, "package.json");
  const text = readText(file) ?? "";
  const json: { scripts?: Record<string, unknown> } = jsonObject(text);
  const missing = missingProduct(command, folder) ?? missingEntry(command, dir, folder);
  if (missing === null) return null;
  const script = buildScript(json);
  const sources =
    script !== undefined ||
    isFile(path.join(folder, "tsconfig.json")) ||
    hasTypeScript(path.join(folder, "src"));
  if (!sources) return null;
  const relative = shown({ dir }, file);
  const at = command.at ?? jsonPlace(text, ["main"], relative) ?? { file: relative };
  return { at, entry: missing, buildCommand: buildCommand(folder, script) };
}

function missingEntry(command: Pick<StartCommand, "entry">, dir: string, folder: string): string | null {
  const missing = command.entry?.missing;
  if (missing === undefined || command.entry?.kind !== "file") return null;
  const inside = path.relative(folder, path.resolve(dir, missing)).split(path.sep);
  const [first = ""] = inside;
  if (inside.length < 2) return null;
  return isOutput(folder, first) ? missing : null;
}

/** The script that builds, by the names that people give it. */
export function buildScript(manifest: { scripts?: Record<string, unknown> }): string | undefined {
  return ["build", "compile", "tsc", "prepare", "bundle"].find(
    (name) => typeof manifest.scripts?.[name] === "string",
  );
}

/** `next start` without `next build`. */
function missingProduct(command: Pick<StartCommand, "server" | "program">, folder: string): string | null {
  const built = tools.find(({ name }) => name === command.server)?.built;
  if (!built || !command.program.includes(built.with)) return null;
  const there = built.files.some((f) => isFile(path.join(folder, f)) || isFolder(path.join(folder, f)));
  return there ? null : (built.files[0] as string);
}

function buildCommand(folder: string, script: string | undefined): string | null {
  if (script === undefined) return isFile(path.join(folder, "tsconfig.json")) ? "npx tsc" : null;
  return `${managerFor(folder)} run ${script}`;
}

function hasTypeScript(folder: string): boolean {
  return namesIn(folder).some((name) => /\.[mc]?tsx?$/.test(name));
}
