import path from "node:path";
import { isFile, isObject, jsonObject, readText } from "../../files.ts";
import { lineOf } from "../../line-of.ts";
import { splitWords } from "../../shell/commands.ts";
import { exportedLiteral } from "./js-literal.ts";
import { type Options, optionValue } from "./options.ts";
import { addEnvFile, type Gathered, type Step, shown } from "./state.ts";

/**
 * What a process manager starts: a script, a command of one word with blanks, or the program of its own file
 * (https://pm2.keymetrics.io/docs/usage/application-declaration/), with its folder, arguments and variables.
 */
export async function peelProcessFile(
  name: string,
  options: Options,
  step: Step,
  to: Gathered,
): Promise<Step | null> {
  const target = options.positionals[0]?.value;
  const file = target ?? usualFiles.find((one) => isFile(path.join(step.cwd, one)));
  if (file === undefined) return null;
  to.through.push(name);
  if (!isProcessFile(file)) return ofScript(file, options, step);
  const full = path.resolve(step.cwd, file);
  const text = readText(full) ?? "";
  const all = programsIn(await parsed(text, full));
  const only = optionValue(options, "only")?.value.split(",");
  const wanted = all.filter(({ name: called }) => !only || only.includes(String(called)));
  const [one] = wanted;
  if (!one || wanted.length > 1) return null;
  if (all.length > 1) to.alone = false;
  return ofProgram(
    one,
    { ...step, cwd: path.dirname(full), at: placeOf(one, text, full, to) },
    optionValue(options, "env")?.value,
    to,
  );
}

const usualFiles = ["ecosystem.config.js", "ecosystem.config.cjs", "ecosystem.json", "ecosystem.config.json"];

function isProcessFile(word: string): boolean {
  return /\.(json|ya?ml)$|\.config\.[cm]?js$/.test(word) && !word.includes(" ");
}

async function parsed(text: string, file: string): Promise<unknown> {
  if (file.endsWith(".json")) return jsonObject(text);
  if (!/\.ya?ml$/.test(file)) return exportedLiteral(text, file);
  const { parse } = await import("yaml");
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function programsIn(value: unknown): Record<string, unknown>[] {
  const apps = isObject(value) ? (value["apps"] ?? value) : value;
  return (Array.isArray(apps) ? apps : [apps])
    .filter(isObject)
    .filter((one) => typeof one["script"] === "string");
}

/** `pm2 start app.js -- --port 81`, `pm2 start npm -- start`, `pm2 start "npm run start"`. */
function ofScript(script: string, options: Options, step: Step): Step {
  const args = options.positionals.slice(1).map(({ value }) => value);
  if (script.includes(" ")) return { ...step, argv: splitWords(script) };
  const given = (name: string): string[] => splitWords(optionValue(options, name)?.value ?? "");
  const [interpreter] = given("interpreter");
  return { ...step, argv: run(script, interpreter, given("interpreter-args"), [...given("args"), ...args]) };
}

function ofProgram(
  program: Record<string, unknown>,
  step: Step,
  mode: string | undefined,
  to: Gathered,
): Step {
  const cwd = path.resolve(step.cwd, text(program["cwd"]) ?? "");
  for (const variables of [program["env"], mode === undefined ? null : program[`env_${mode}`]])
    for (const [name, value] of isObject(variables) ? Object.entries(variables) : [])
      if (/^(string|number|boolean)$/.test(typeof value)) to.env[name] = String(value);
  const file = text(program["env_file"]);
  if (file !== undefined) addEnvFile(to, { ...step, cwd }, file, "dotenv", { how: `env_file: "${file}"` });
  if (Number(program["instances"]) > 1 || program["instances"] === "max" || program["watch"] === true)
    to.reloads = true;
  const script = program["script"] as string;
  const args = words(program["args"]);
  const argv = script.includes(" ")
    ? splitWords(script)
    : run(
        script,
        text(program["interpreter"]),
        words(program["node_args"] ?? program["interpreter_args"]),
        args,
      );
  return { ...step, cwd, argv };
}

/** The interpreter by the ending of the script; none where it is a program by itself. */
function run(script: string, interpreter: string | undefined, options: string[], args: string[]): string[] {
  const usual = interpreters[path.extname(script)];
  const by =
    interpreter === "none"
      ? undefined
      : (interpreter ?? usual ?? (script.includes("/") ? "node" : undefined));
  return by === undefined ? [script, ...args] : [by, ...options, script, ...args];
}

const interpreters: Readonly<Record<string, string>> = {
  ".js": "node",
  ".cjs": "node",
  ".mjs": "node",
  ".ts": "bun",
  ".py": "python3",
  ".sh": "bash",
  ".rb": "ruby",
  ".pl": "perl",
  ".php": "php",
};

function placeOf({ script }: Record<string, unknown>, whole: string, file: string, to: Gathered): Step["at"] {
  const base = path.basename(String(script));
  return {
    file: shown(to, file),
    ...lineOf(whole, (line) => /\bscript\b/.test(line) && line.includes(base)),
  };
}

function words(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? splitWords(value) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
