import path from "node:path";
import { readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import type { Wraps } from "../../known/_define.ts";
import { toolsWith } from "../../known/_find.ts";
import { lineOf } from "../../line-of.ts";
import { literally } from "../../literally.ts";
import { programName } from "../../program-name.ts";
import { readShell } from "./read-shell.ts";
import { addEnvFile, type Gathered, type Step, shown } from "./state.ts";

/** The tool that runs the script, by the name that it was started by. */
interface Runner {
  through: string;
  wraps: Wraps;
}

/**
 * The script that a Python tool's manifest names (`[tool.poetry.scripts] start = "shop.main:run"`, `[tool.pdm.scripts]`,
 * Pipfile's `[scripts]`): a command, or a function, which is written as `python -c` that calls it.
 */
export async function pyprojectScript(
  table: string[],
  words: string[],
  step: Step,
  to: Gathered,
  { through, wraps }: Runner,
): Promise<Step | null> {
  const [name, ...args] = words;
  if (name === undefined || /[/\\]/.test(name)) return null;
  const manifest = table.length === 1 ? "Pipfile" : "pyproject.toml";
  const folder = upward(step.cwd, manifest);
  if (folder === null) return null;
  const file = path.join(folder, manifest);
  const text = readText(file);
  // The parser is loaded only for a manifest that speaks of this script at all.
  if (text === null || !text.includes(name)) return null;
  const toml = await parseToml(text);
  const script = at(toml, [...table, name]);
  if (script === undefined) return null;
  const place = { file: shown(to, file), ...lineOfKey(text, name) };
  const own = { ...step, cwd: folder, at: place };
  const here = { ...own, cwd: path.resolve(own.cwd, textAt(script, "cwd") ?? "") };
  to.through.push(through);
  // What is said for all scripts: next to the table, or in it by the name _.
  for (const scope of [script, at(toml, table.slice(0, -1)), at(toml, [...table, "_"])])
    surroundings(scope, own, to);
  const next = nextScript(script, wraps);
  if (next !== null && next[0] !== name)
    return { ...here, argv: [...again({ through, wraps }), ...next, ...args] };
  const command = commandOf(script);
  if (command === null) return null;
  const call = manifest === "Pipfile" ? null : callOf(command);
  if (call) return { ...here, argv: functionCall(...call, args) };
  return readShell([command, ...args].join(" "), { cwd: here.cwd, at: place, lines: false }, to);
}

/** Where a manifest has the scripts that an install of the project makes, by whatever tool. */
const consoleTables: readonly string[][] = [
  ["project", "scripts"],
  ...toolsWith("wraps").flatMap(({ wraps }) => (wraps.functions ? [[...wraps.functions]] : [])),
];

/** A console script of the project, also by its path: the call of its function, by the Python that is next to it. */
export async function consoleScript(words: string[], step: Step, to: Gathered): Promise<Step | null> {
  const [word = "", ...args] = words;
  const name = programName(word);
  const folder = upward(step.cwd, "pyproject.toml");
  const file = folder && path.join(folder, "pyproject.toml");
  const text = file && readText(file);
  if (!file || !text || name === "" || !text.includes(name) || !text.includes("scripts")) return null;
  const toml = await parseToml(text);
  const command = consoleTables.map((table) => commandOf(at(toml, [...table, name]))).find((one) => one);
  const call = command && callOf(command);
  if (!call) return null;
  const [, ...rest] = functionCall(...call, args);
  const argv = [/[\\/]/.test(word) ? path.join(path.dirname(word), "python") : "python", ...rest];
  return { ...step, argv, at: { file: shown(to, file), ...lineOfKey(text, name) } };
}

/** "shop.main:run" */
function callOf(command: string): [module: string, name: string] | null {
  const call = /^([\w.]+):([\w.]+)(?:\(.*\))?$/.exec(command);
  return call && [call[1] as string, call[2] as string];
}

/** A console script's call of a function, as the command that does the same. */
export function functionCall(module: string, name: string, args: string[] = []): string[] {
  const root = name.split(".")[0] as string;
  return ["python", "-c", `from ${module} import ${root}; ${name}()`, ...args];
}

/** The module and function of such a command; null for any other. */
export function calledFunction(code: string): { module: string; attribute: string } | null {
  const m = /^from ([\w.]+) import \w+; ([\w.]+)\(\)$/.exec(code);
  return m ? { module: m[1] as string, attribute: m[2] as string } : null;
}

export async function parseToml(text: string): Promise<unknown> {
  const { parse } = await import("smol-toml");
  try {
    return parse(text);
  } catch {
    return {};
  }
}

/** The value at a path of keys; undefined when it is not there. */
export function at(value: unknown, keys: string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

function commandOf(script: unknown): string | null {
  if (typeof script === "string") return script;
  if (Array.isArray(script)) return script.every((s) => typeof s === "string") ? script.join(" && ") : null;
  if (typeof script !== "object" || script === null) return null;
  const {
    cmd,
    shell,
    call,
    callable,
    reference,
    script: target,
    sequence,
  } = script as Record<string, unknown>;
  if (Array.isArray(cmd)) return cmd.join(" ");
  for (const one of [cmd, shell, call, callable, reference, target]) if (typeof one === "string") return one;
  return Array.isArray(sequence) ? commandOf(sequence.at(-1)) : null;
}

/** The variables and .env files that a script, or all of them, are given. */
function surroundings(scope: unknown, step: Step, to: Gathered): void {
  const env = at(scope, ["env"]);
  for (const [name, value] of typeof env === "object" && env !== null ? Object.entries(env) : [])
    if (typeof value === "string") to.env[name] ??= value;
  for (const key of ["env_file", "envfile"]) {
    const value = at(scope, [key]);
    const files = [value, at(value, ["expected"]), at(value, ["optional"])]
      .flat()
      .filter((one) => typeof one === "string");
    for (const one of files)
      if (!to.envFiles.some(({ file }) => file === shown(to, path.resolve(step.cwd, one))))
        addEnvFile(to, step, one, "python", { optional: true, how: `${key} = "${one}"` });
  }
}

/** Another script that this one only names: the last of a sequence, too. */
function nextScript(script: unknown, wraps: Wraps): string[] | null {
  const list = Array.isArray(script) ? script : (at(script, ["sequence"]) ?? at(script, ["composite"]));
  const last: unknown = Array.isArray(list) ? list.at(-1) : script;
  const ref =
    typeof last === "string"
      ? last !== script && isSequence(script, wraps)
        ? last
        : null
      : textAt(last, "ref");
  return ref ? ref.split(/\s+/) : null;
}

/** The words of a list are names of other scripts, and not commands. */
function isSequence(script: unknown, { sequences }: Wraps): boolean {
  return sequences === true || at(script, ["composite"]) !== undefined;
}

function again({ through, wraps }: Runner): string[] {
  return wraps.onlyScripts ? [through] : [through, "run"];
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, [key]);
  return typeof found === "string" ? found : undefined;
}

/** Where a key of TOML is. */
export function lineOfKey(text: string, key: string): { line?: number } {
  const set = new RegExp(`^\\s*["']?${literally(key)}["']?\\s*=`);
  return lineOf(text, (line) => set.test(line));
}
