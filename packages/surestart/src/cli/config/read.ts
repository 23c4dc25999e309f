import { readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { configError, firstLine } from "./error.ts";

/** A config as it was read: not checked yet. */
export interface ReadConfig {
  file: string;
  text: string;
  value: unknown;
}

/** Imports the project's config, or reads it as JSON. Throws `UsageError` when that fails. */
export async function readConfig(dir: string, file: string): Promise<ReadConfig> {
  const text = textOf(dir, file);
  return { file, text, value: file.endsWith(".json") ? parse(dir, file, text) : await load(dir, file, text) };
}

function textOf(dir: string, file: string): string {
  try {
    return readFileSync(join(dir, file), "utf8");
  } catch (error) {
    throw configError(dir, { file }, `it could not be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function parse(dir: string, file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // V8 gives the line in words, and none where the text ends too early.
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec((error as Error).message) ?? [];
    const at = line ? { line: Number(line), column: Number(column) } : { line: text.split("\n").length };
    throw configError(dir, { file, ...at }, `it is not valid JSON: ${jsonWords(error as Error)}`);
  }
}

/** V8's sentence without the excerpt, which may contain anything, and without the place, which is in front. */
function jsonWords({ message }: Error): string {
  return message.replace(/, (?:\.\.\.)?".*$/s, "").replace(/ (?:in JSON )?at position .*$/s, "");
}

async function load(dir: string, file: string, text: string): Promise<unknown> {
  const path = join(dir, file);
  const { mtimeMs, size } = statSync(path);
  // A config that a fix has changed meanwhile is another module.
  const url = `${pathToFileURL(path)}?${mtimeMs}-${size}`;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "surestart/config") return resolveOurs(specifier, context, next);
      const resolved = next(specifier, context);
      // Where no package.json says what the file is, its own words do; Node would say a warning about it.
      return specifier === url && resolved.format == null && /^\s*(?:import|export)\b/m.test(text)
        ? { ...resolved, format: /ts$/.test(file) ? "module-typescript" : "module" }
        : resolved;
    },
  });
  let module: { default?: unknown };
  try {
    module = (await import(url)) as { default?: unknown };
  } catch (error) {
    throw await loadError(dir, file, text, error);
  } finally {
    hooks.deregister();
  }
  if (!("default" in module))
    throw configError(dir, { file }, "it exports nothing: export default defineConfig({ … })");
  return module.default;
}

type Resolve = NonNullable<Parameters<typeof registerHooks>[0]["resolve"]>;

/** `surestart/config` for a project in which surestart is not installed: that of the surestart that runs. */
const resolveOurs: Resolve = (specifier, context, next) => {
  try {
    return next(specifier, context);
  } catch {
    return next(specifier, { ...context, parentURL: import.meta.url });
  }
};

/** A syntax error has its place from a parser, every other error from the stack. */
async function loadError(dir: string, file: string, text: string, error: unknown): Promise<Error> {
  const { parseSync } = await import("oxc-parser");
  const [wrong] = parseSync(file, text).errors;
  if (wrong) {
    const offset = wrong.labels[0]?.start;
    const at = offset === undefined ? {} : placeAt(text, offset);
    return configError(
      dir,
      { file, ...at },
      `it is not valid ${/ts$/.test(file) ? "TypeScript" : "JavaScript"}: ${wrong.message}`,
    );
  }
  const at = placeInStack(error, join(dir, file));
  return configError(dir, { file, ...at }, `it throws ${firstLine(error)}`);
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function placeInStack(error: unknown, path: string): { line?: number; column?: number } {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const [, url, line, column] of stack.matchAll(/(file:\/\/[^\s)]+?)(?:\?[^\s:)]*)?:(\d+):(\d+)/g))
    if (fileURLToPath(url!) === path) return { line: Number(line), column: Number(column) };
  return {};
}
