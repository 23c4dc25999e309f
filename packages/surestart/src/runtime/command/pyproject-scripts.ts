import path from "node:path";
import { readText } from "../../files.ts";
import { readShell } from "./read-shell.ts";
import { addEnvFile, type Gathered, type Step, shown, upward } from "./state.ts";

/**
 * The script that a Python tool's manifest names (`[tool.poetry.scripts] start = "shop.main:run"`, `[tool.pdm.scripts]`,
 * Pipfile's `[scripts]`): a command, or a function, which stands as `python -c` that calls it.
 */
export async function pyprojectScript(
  table: string[],
  words: string[],
  step: Step,
  to: Gathered,
  through: string,
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
  const script = at(await parseToml(text), [...table, name]);
  if (script === undefined) return null;
  const place = { file: shown(to, file), ...lineOf(text, name) };
  const here = { ...step, cwd: through === "poetry" ? step.cwd : folder, at: place };
  to.through.push(through);
  if (
    typeof script === "object" &&
    script !== null &&
    "env_file" in script &&
    typeof script.env_file === "string"
  )
    addEnvFile(to, here, script.env_file, "python", { how: `env_file = "${script.env_file}"` });
  const command = commandOf(script);
  if (command === null) return null;
  const call = /^([\w.]+):([\w.]+)(?:\(.*\))?$/.exec(command);
  if (call && through !== "pipenv")
    return { ...here, argv: functionCall(call[1] as string, call[2] as string, args) };
  return readShell([command, ...args].join(" "), { cwd: here.cwd, at: place, lines: false }, to);
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
  const { cmd, shell, call, callable, script: target, composite } = script as Record<string, unknown>;
  if (Array.isArray(cmd)) return cmd.join(" ");
  for (const one of [cmd, shell, call, callable, target]) if (typeof one === "string") return one;
  return Array.isArray(composite) && typeof composite.at(-1) === "string"
    ? (composite.at(-1) as string)
    : null;
}

function lineOf(text: string, key: string): { line?: number } {
  const lines = text.split("\n");
  const i = lines.findIndex((line) =>
    new RegExp(`^\\s*["']?${key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}["']?\\s*=`).test(line),
  );
  return i < 0 ? {} : { line: i + 1 };
}
