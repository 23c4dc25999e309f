import path from "node:path";
import type { CommandFiles } from "../../known/_define.ts";
import { commandOf } from "../../known/_find.ts";
import { type Options, optionValue, readOptions } from "./options.ts";
import { splitWords } from "./shell-words.ts";
import {
  addEnvFile,
  type Gathered,
  isFile,
  type Peel,
  programName,
  type Step,
  upward,
  variable,
} from "./state.ts";

/** Commands that load .env files for the command behind them: dotenv-cli, dotenvx, env-cmd, python-dotenv's `dotenv`. */
export const peelEnvTool: Peel = (step, to) => {
  const name = programName(step.argv[0] ?? "");
  if (name === "dotenv") return peelDotenv(step, to);
  if (name === "dotenvx") return peelDotenvx(step, to);
  if (name === "env-cmd") return peelEnvCmd(step, to);
  return null;
};

/**
 * Two programs are called `dotenv`: dotenv-cli (`dotenv -e FILE -- cmd`) and python-dotenv (`dotenv -f FILE run cmd`).
 * Python's has the word `run` behind its options.
 */
function peelDotenv(step: Step, to: Gathered): Step | null {
  const options = readOptions(step.argv, 1, {
    values: "file f, export, quote q, e, c, v, p",
    flags: "override o, no-override, expand",
    stopAtFirst: true,
  });
  const words = options.positionals.map((p) => p.value);
  if (words[0] === "run" && !options.values.has("e")) return peelPythonDotenv(step, to, options);
  if (words.length === 0) return null;
  const files = options.values.get("e")?.map((f) => f.value) ?? [".env"];
  const override = options.flags.has("override");
  for (const [i, file] of files.entries()) {
    const how = options.values.has("e") ? `dotenv -e ${file}` : "dotenv";
    // dotenv-cli gives each to dotenv in turn, which keeps what is set already.
    addEnvFile(to, step, file, "dotenv-expand", { optional: true, override: override && i >= 0, how });
  }
  for (const { value } of options.values.get("v") ?? []) {
    const [key, ...rest] = value.split("=");
    if (key) to.env[key] = rest.join("=");
  }
  to.through.push("dotenv");
  return { ...step, argv: words };
}

function peelPythonDotenv(step: Step, to: Gathered, outer: Options): Step | null {
  const options = readOptions(step.argv, (outer.positionals[0]?.index ?? 0) + 1, {
    values: "",
    stopAtFirst: true,
  });
  const words = options.positionals.map((p) => p.value);
  if (words.length === 0) return null;
  const file = optionValue(outer, "file")?.value ?? ".env";
  addEnvFile(to, step, file, "python", {
    override: !options.flags.has("no-override"),
    how: outer.values.has("file") ? `dotenv -f ${file} run` : "dotenv run",
  });
  to.through.push("dotenv");
  return { ...step, argv: words };
}

function peelDotenvx(step: Step, to: Gathered): Step | null {
  const run = step.argv.indexOf("run");
  if (run < 0) return null;
  const options = readOptions(step.argv, run + 1, {
    values: "env-file f, env e, env-keys-file fk, env-vault-file fv, convention, ignore, log-level l",
    flags: "overload o",
    stopAtFirst: true,
  });
  const words = options.positionals.map((p) => p.value);
  if (words.length === 0) return null;
  const named = options.values.get("env-file")?.map((f) => f.value);
  for (const file of named ?? conventional(optionValue(options, "convention")?.value, to))
    addEnvFile(to, step, file, "dotenvx", {
      optional: named === undefined && options.values.has("convention"),
      override: options.flags.has("overload"),
      how: named ? `dotenvx run -f ${file}` : "dotenvx run",
    });
  for (const { value } of options.values.get("env") ?? []) {
    const [key, ...rest] = value.split("=");
    if (key) to.env[key] = rest.join("=");
  }
  to.through.push("dotenvx");
  return { ...step, argv: words };
}

function peelEnvCmd(step: Step, to: Gathered): Step | null {
  const options = readOptions(step.argv, 1, {
    values: "file f, environments e, rc-file r",
    flags: "use-shell x, no-override, fallback, silent, verbose",
    stopAtFirst: true,
  });
  let words = options.positionals.map((p) => p.value);
  if (words.length === 0) return null;
  const file = optionValue(options, "file")?.value ?? ".env";
  if (!options.values.has("environments") && !options.values.has("rc-file"))
    addEnvFile(to, step, file, "dotenv", {
      override: !options.flags.has("no-override"),
      how: `env-cmd -f ${file}`,
    });
  if (words.length === 1) words = splitWords(words[0] as string);
  to.through.push("env-cmd");
  return { ...step, argv: words };
}

/** The files of the conventions that Next, Flow and others share, first wins. */
export function conventional(convention: string | undefined, to: Gathered, mode?: string): string[] {
  if (convention === undefined && mode === undefined) return [".env"];
  const m = mode ?? variable(to, "NODE_ENV") ?? "development";
  return m === "test" && convention !== "flow"
    ? [`.env.${m}.local`, `.env.${m}`, ".env"]
    : [`.env.${m}.local`, ".env.local", `.env.${m}`, ".env"];
}

/** The nearest file of a name from the working folder upward; in the working folder itself when there is none. */
export function nearestUpward(cwd: string, name: string): string {
  const folder = upward(cwd, name);
  return folder !== null && isFile(path.join(folder, name)) ? path.join(folder, name) : path.join(cwd, name);
}

/**
 * The .env files that a known command loads into its program by itself, by its row. `first` is its first word that is no
 * option.
 */
export function addCommandFiles(
  rule: CommandFiles,
  options: Options,
  step: Step & { name: string; first: string },
  to: Gathered,
): void {
  const { dialect } = rule;
  // A runtime hands what it loaded to the runtimes that its scripts start.
  if (rule.modes === "NODE_ENV" && to.envFiles.some((file) => file.dialect === dialect)) return;
  const needs = rule.needs === undefined ? {} : { needs: rule.needs };
  const names = rule.options ?? ["env-file"];
  const named = names.flatMap((name) => options.values.get(name) ?? []);
  for (const { value, flag } of named) {
    const how = `${flag}${dialect === "python" ? " " : "="}${value}`;
    addEnvFile(to, step, value, dialect, { optional: rule.lenient === true, how, ...needs });
  }
  const flag = names.find((name) => options.flags.has(name));
  if (flag !== undefined) addEnvFile(to, step, ".env", dialect, { optional: true, how: `--${flag}` });
  const unasked = { optional: true, how: step.name, ...needs };
  if (rule.finds && !/^(1|true|t|yes|y|on)$/i.test(variable(to, rule.unless ?? "") ?? ""))
    for (const name of rule.finds) addEnvFile(to, step, nearestUpward(step.cwd, name), dialect, unasked);
  if (rule.modes && named.length === 0) {
    const production = typeof rule.modes === "object" && rule.modes.production.test(step.first);
    const mode = typeof rule.modes === "object" ? (production ? "production" : "development") : undefined;
    const files = conventional(step.name, to, mode);
    for (const file of rule.laterWins ? files.reverse() : files) addEnvFile(to, step, file, dialect, unasked);
  }
}

/** The .env files of a runtime that also loads them for the scripts that it runs. */
export function addRuntimeFiles(name: string, options: Options, step: Step, to: Gathered): void {
  const rule = commandOf(name)?.envFiles;
  if (rule) addCommandFiles(rule, options, { ...step, name, first: "" }, to);
}
