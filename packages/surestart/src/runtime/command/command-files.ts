import path from "node:path";
import { isFile } from "../../files.ts";
import { upward } from "../../folders.ts";
import { filesOfMode } from "../../known/_conventions.ts";
import type { CommandFiles } from "../../known/_define.ts";
import { commandOf } from "../../known/_find.ts";
import type { Options } from "./options.ts";
import { addEnvFile, type Gathered, isTrue, type Step, variable } from "./state.ts";

/** A layer of a command, with the tool's name and its first word that is no option. */
export interface ToolStep extends Step {
  name: string;
  first: string;
}

/** The .env files that a known command loads by itself, by its row. `options`: its own, and those in front of its first word. */
export function addCommandFiles(
  rule: CommandFiles,
  options: readonly Options[],
  step: ToolStep,
  to: Gathered,
): void {
  const { dialect, unless = {} } = rule;
  const has = (flag: string): boolean => options.some(({ flags }) => flags.has(flag));
  const given = (name: string) => options.flatMap(({ values }) => values.get(name) ?? []);
  // A runtime hands what it loaded to the runtimes that its scripts start.
  if (rule.modes === "NODE_ENV" && to.envFiles.some((file) => file.dialect === dialect)) return;
  if (has(unless.flag ?? "") || unless.options?.some((name) => given(name).length > 0)) return;
  const override =
    typeof rule.override === "object"
      ? !has(rule.override.unless)
      : rule.override === true || has(rule.override ?? "");
  const more = {
    ...(rule.needs === undefined ? {} : { needs: rule.needs }),
    ...(override ? { override } : {}),
  };
  const add = (file: string, optional: boolean, how: string): void =>
    addEnvFile(to, step, file, dialect, { optional, how, ...more });

  const names = rule.options ?? ["env-file"];
  const named = names.flatMap(given);
  for (const { value, flag } of named) {
    const written = `${flag}${dialect === "python" ? " " : "="}${value}`;
    add(value, rule.missing === "never a fault", rule.how?.named.replace("{file}", value) ?? written);
  }
  if (named.length > 0 && !rule.nearest) return;
  const flag = names.find(has);
  if (flag !== undefined) add(".env", true, `--${flag}`);
  if (isTrue(unless.variable, to)) return;
  for (const [file, optional] of unasked(rule, given(rule.convention ?? ""), step, to)) {
    const how =
      rule.how?.otherwise?.replace("{file}", file) ?? rule.how?.named.replace("{file}", file) ?? step.name;
    add(file, optional, how);
  }
}

/** The .env files of a runtime that also loads them for the scripts that it runs. */
export function addRuntimeFiles(name: string, options: Options, step: Step, to: Gathered): void {
  const rule = commandOf(name)?.envFiles;
  if (rule) addCommandFiles(rule, [options], { ...step, name, first: "" }, to);
}

type File = readonly [file: string, optional: boolean];

/** The files of a command that names none, and whether one of them may be missing. */
function unasked(rule: CommandFiles, convention: { value: string }[], step: ToolStep, to: Gathered): File[] {
  const { files = [], nearest, modes } = rule;
  const optional = rule.missing !== "always a fault";
  const named = variable(to, rule.variable ?? "")
    ?.split(/\s+/)
    .filter(Boolean);
  if (nearest === true) return files.map((file) => [nearestUpward(step.cwd, file), optional]);
  if (nearest) {
    const folder = upward(step.cwd, nearest) ?? step.cwd;
    const all = named ?? files.map((file) => path.join(folder, file));
    return all.filter((file) => isFile(path.resolve(step.cwd, file))).map((file) => [file, optional]);
  }
  if (named) return named.map((file) => [file, rule.missing === "never a fault"]);
  const [asked] = convention;
  if (asked)
    return ofMode(undefined, to, asked.value === "flow" ? "flow" : "next").map((file) => [file, true]);
  if (modes) {
    const production = typeof modes === "object" && modes.production.test(step.first);
    const mode = typeof modes === "object" ? (production ? "production" : "development") : undefined;
    const all = ofMode(mode, to);
    return (rule.laterWins ? all.reverse() : all).map((file) => [file, optional]);
  }
  return files.map((file) => [file, optional]);
}

/** The files of a convention, the first wins. */
export function ofMode(mode: string | undefined, to: Gathered, order: "next" | "flow" = "next"): string[] {
  return filesOfMode(mode ?? variable(to, "NODE_ENV") ?? "development", order).reverse();
}

/** The nearest file of a name from the working folder upward; in the working folder itself when there is none. */
function nearestUpward(cwd: string, name: string): string {
  const folder = upward(cwd, name);
  return folder !== null && isFile(path.join(folder, name)) ? path.join(folder, name) : path.join(cwd, name);
}
