import path from "node:path";
import { isFile, isObject, readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import { lineOf } from "../../line-of.ts";
import type { Options } from "./options.ts";
import { optionValue } from "./options.ts";
import { parseToml } from "./pyproject-scripts.ts";
import { readShell } from "./read-shell.ts";
import { addEnvFile, type Gathered, type Step, shown } from "./state.ts";

/** `just run`: the recipe, with its parameters and the variables of the file put in (https://just.systems/man/en/). */
export function peelJustfile(name: string, options: Options, step: Step, to: Gathered): Step | null {
  const named = optionValue(options, "file")?.value;
  const folder = named ? path.dirname(path.resolve(step.cwd, named)) : justFolder(step.cwd);
  if (folder === null) return null;
  const file = named
    ? path.resolve(step.cwd, named)
    : path.join(folder, justfiles.find((one) => isFile(path.join(folder, one))) as string);
  const lines = (readText(file) ?? "").split(/\r?\n/);
  const wanted = options.positionals.find(({ value }) => !value.includes("="))?.value;
  const recipe = recipeIn(lines, wanted);
  if (!recipe) return null;
  const variables = new Map<string, string>();
  for (const line of lines) {
    const [, key = "", value = ""] =
      /^(?:export\s+)?([\w-]+)\s*:=\s*(?:"([^"]*)"|'([^']*)')\s*$/.exec(line)?.map((one) => one ?? "") ?? [];
    if (key !== "") variables.set(key, value || (/'([^']*)'\s*$/.exec(line)?.[1] ?? ""));
    if (/^export\s/.test(line) && key !== "") to.env[key] = variables.get(key) as string;
  }
  for (const [, key = "", text = "", other = ""] of recipe.head.matchAll(
    /([\w-]+)=(?:["']([^"']*)["']|([\w-]+))/g,
  ))
    variables.set(key, text || variables.get(other) || "");
  if (lines.some((line) => /^set\s+dotenv-load(\s*:=\s*true)?\s*$/.test(line)))
    addEnvFile(to, { ...step, cwd: folder, at: { file: shown(to, file) } }, ".env", "dotenv-expand", {
      optional: true,
      how: "set dotenv-load",
    });
  const body = recipe.body.map((line) =>
    line.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, key: string) => variables.get(key) ?? whole),
  );
  if (/^#!/.test(body[0] ?? "") || body.some((line) => line.includes("{{"))) return null;
  // A recipe of dependencies alone runs the last of them.
  if (body.length === 0) {
    const [next] = recipe.needs.slice(-1);
    return next === undefined || next === wanted ? null : { ...step, argv: [name, next] };
  }
  if (recipe.needs.length > 0) to.alone = false;
  const at = { file: shown(to, file), line: recipe.line + 1 };
  const inner = readShell(body.join("\n"), { cwd: folder, at, lines: true }, to);
  if (inner) to.through.push(name);
  return inner;
}

const justfiles = ["justfile", "Justfile", ".justfile"];

function justFolder(from: string): string | null {
  const found = justfiles.map((one) => upward(from, one)).filter((one) => one !== null);
  return found.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** The recipe of a name, or the first one. */
function recipeIn(
  lines: readonly string[],
  name: string | undefined,
): { head: string; needs: string[]; body: string[]; line: number } | null {
  const start = lines.findIndex((line) => {
    const called = /^@?([A-Za-z_][\w-]*)(?:\s[^:]*)?:(?!=)/.exec(line)?.[1];
    return called !== undefined && (name === undefined || called === name);
  });
  if (start < 0) return null;
  const [head = "", after = ""] = (lines[start] as string).split(/:(?!=)/);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  const body = (end < 0 ? rest : rest.slice(0, end))
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^#(?!!)/.test(line));
  const needs = after
    .replace(/#.*$/, "")
    .trim()
    .split(/\s+/)
    .filter((one) => /^[\w-]+$/.test(one));
  return { head, needs, body: body.map((line) => line.replace(/^[@-]+/, "")), line: start + 1 };
}

/** `task dev` (https://taskfile.dev/reference/schema), `mise run dev` (https://mise.jdx.dev/tasks/toml-tasks.html). */
export async function peelTaskfile(
  name: string,
  files: readonly string[],
  options: Options,
  step: Step,
  to: Gathered,
): Promise<Step | null> {
  const wanted = options.positionals[0]?.value ?? "default";
  const folder = files.map((one) => upward(step.cwd, one)).find((one) => one !== null);
  const base = folder && files.find((one) => isFile(path.join(folder, one)));
  if (!folder || !base) return null;
  const file = path.join(folder, base);
  const text = readText(file) ?? "";
  const whole = base.endsWith(".toml") ? await parseToml(text) : await parseYaml(text);
  const tasks = isObject(whole) && isObject(whole["tasks"]) ? whole["tasks"] : {};
  const task = Object.hasOwn(tasks, wanted) ? tasks[wanted] : undefined;
  const given = isObject(task) ? task : { cmds: task };
  const lines = [given["cmds"] ?? given["cmd"] ?? given["run"] ?? []].flat();
  const last: unknown = lines.at(-1);
  const called = isObject(last) ? (last["task"] ?? last["cmd"]) : undefined;
  if (isObject(last) && typeof last["task"] === "string" && last["task"] !== wanted)
    return { ...step, argv: [name, ...(name === "mise" ? ["run"] : []), last["task"]] };
  const commands = lines.flatMap((one) =>
    typeof one === "string" ? [one] : typeof called === "string" ? [called] : [],
  );
  if (commands.length === 0 || commands.some((one) => one.includes("{{"))) return null;
  for (const scope of isObject(whole) ? [whole, given] : [given]) {
    for (const one of Array.isArray(scope["dotenv"]) ? scope["dotenv"] : [])
      addEnvFile(to, { ...step, cwd: folder, at: { file: shown(to, file) } }, String(one), "dotenv", {
        optional: true,
        how: `dotenv: ${one}`,
      });
    for (const [key, value] of isObject(scope["env"]) ? Object.entries(scope["env"]) : [])
      if (/^(string|number|boolean)$/.test(typeof value)) to.env[key] = String(value);
      else if (key === "_" && isObject(value) && typeof value["file"] === "string")
        addEnvFile(to, { ...step, cwd: folder, at: { file: shown(to, file) } }, value["file"], "dotenv", {
          optional: true,
          how: `_.file = "${value["file"]}"`,
        });
  }
  if (given["deps"] ?? given["depends"]) to.alone = false;
  const typed = String(commands.at(-1)).split("\n")[0] as string;
  const at = { file: shown(to, file), ...lineOf(text, (line) => line.includes(typed)) };
  const dir = typeof given["dir"] === "string" && !given["dir"].includes("{{") ? given["dir"] : "";
  const inner = readShell(commands.join("\n"), { cwd: path.resolve(folder, dir), at, lines: true }, to);
  if (inner) to.through.push(name);
  return inner;
}

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(text);
  } catch {
    return null;
  }
}
