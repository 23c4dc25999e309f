import path from "node:path";
import type { Loader } from "../../facts.ts";
import { jsonObject, readText, withoutComments } from "../../files.ts";
import { lineOf } from "../../line-of.ts";
import { parseToml, at as valueAt } from "../../runtime/command/pyproject-scripts.ts";
import { jsonPlace } from "../../runtime/json-place.ts";
import { commandLoaders, dockerLoaders, shellLoaders } from "./commands.ts";
import { joinedLines } from "./joined-lines.ts";
import { otherLoader } from "./loader.ts";
import { named, type ProjectFiles } from "./project-files.ts";

/** Every script of package.json and task of deno.json, of the project's folder and the packages below it. */
export async function packageScripts(project: ProjectFiles): Promise<Loader[]> {
  const loaders: Loader[] = [];
  for (const file of named(project, /^package\.json$|^deno\.jsonc?$/)) {
    const text = readText(path.join(project.dir, file)) ?? "";
    const table = file.endsWith("package.json") ? "scripts" : "tasks";
    const scripts = valueAt(jsonObject(withoutComments(text)), [table]);
    const cwd = path.posix.dirname(file);
    for (const [name, script] of Object.entries((scripts ?? {}) as object)) {
      const written = typeof script === "string" ? script : valueAt(script, ["command"]);
      if (typeof written !== "string") continue;
      const at = jsonPlace(text, [table, name], file) ?? { file };
      loaders.push(...(await shellLoaders(project, written, { cwd, at })));
    }
  }
  return loaders;
}

/** The processes of a Procfile, and the recipes of a Makefile and a justfile, which are lines for the shell. */
export async function recipeLines(project: ProjectFiles): Promise<Loader[]> {
  const loaders: Loader[] = [];
  for (const file of named(project, /^(?:Procfile(?:\.\w+)?|(?:GNU)?[Mm]akefile|\.?justfile)$/i)) {
    const cwd = path.posix.dirname(file);
    const procfile = /^Procfile/.test(path.posix.basename(file));
    const recipe = procfile ? /^[\w-]+\s*:\s*(.+)$/ : /^[\t ]+[@+-]*(.+)$/;
    for (const { text, line } of joinedLines(readText(path.join(project.dir, file)) ?? "")) {
      const at = { file, line };
      const command = recipe.exec(text)?.[1];
      if (command !== undefined) loaders.push(...(await shellLoaders(project, command, { cwd, at })));
      else if (!procfile) loaders.push(...includes(project, text, { cwd, at, file }));
    }
  }
  return loaders;
}

/** `include .env` of make and `set dotenv-load` of just read by rules of their own. */
function includes(
  { dir }: ProjectFiles,
  line: string,
  { cwd, at, file }: { cwd: string; at: { file: string; line: number }; file: string },
): Loader[] {
  const make = /^-?s?include\s+(\S*\.env\S*)/.exec(line)?.[1];
  const just =
    /justfile$/i.test(file) && /^set\s+dotenv-load(?:\s*:=\s*true)?\s*$/.test(line) ? ".env" : undefined;
  const given = make ?? just;
  if (given === undefined || given.includes("$")) return [];
  const how = make ? `include ${given}` : "set dotenv-load";
  return [otherLoader(dir, { dialect: "bash", how, at, files: [given], from: cwd, byHand: true })];
}

/** Shell scripts next to the project's files: what they source, and what they start. */
export async function shellScripts(project: ProjectFiles): Promise<Loader[]> {
  const loaders: Loader[] = [];
  for (const file of named(project, /\.(?:sh|bash)$/)) {
    const text = readText(path.join(project.dir, file));
    if (text === null || !/env/i.test(text)) continue;
    // It is started from the project's folder, as a rule.
    const at = { file };
    loaders.push(...(await commandLoaders(project, ["sh", file], { cwd: ".", at })));
    loaders.push(...(await dockerLoaders(project, text, { cwd: ".", at, lines: true })));
  }
  return loaders;
}

/** Scripts of PDM with an env_file, and pytest's env_files. poethepoet's `envfile` is read by rules of its own. */
export async function pyprojectScripts(project: ProjectFiles): Promise<Loader[]> {
  const loaders: Loader[] = [];
  for (const file of named(project, /^pyproject\.toml$/)) {
    const text = readText(path.join(project.dir, file)) ?? "";
    if (!/env_?files?\b/.test(text)) continue;
    const toml = await parseToml(text);
    const from = path.posix.dirname(file);
    const add = (
      dialect: "python" | "bash",
      how: string,
      given: unknown,
      key: string,
      byHand = false,
    ): void => {
      for (const one of Array.isArray(given) ? given : [given])
        if (typeof one === "string")
          loaders.push(
            otherLoader(project.dir, {
              dialect,
              how,
              at: { file, ...lineOf(text, (line) => line.includes(key) && line.includes(one)) },
              files: [one],
              from,
              byHand,
            }),
          );
    };
    const pdm = (valueAt(toml, ["tool", "pdm", "scripts"]) ?? {}) as Record<string, unknown>;
    for (const script of Object.values(pdm)) {
      const given = valueAt(script, ["env_file"]);
      add(
        "python",
        "env_file of pdm",
        typeof given === "object" ? valueAt(given, ["override"]) : given,
        "env_file",
      );
    }
    add(
      "python",
      "env_files of pytest",
      valueAt(toml, ["tool", "pytest", "ini_options", "env_files"]),
      "env_files",
    );
    const tasks = (valueAt(toml, ["tool", "poe", "tasks"]) ?? {}) as Record<string, unknown>;
    for (const holder of [valueAt(toml, ["tool", "poe"]), ...Object.values(tasks)])
      add("bash", "envfile of poe", valueAt(holder, ["envfile"]), "envfile", true);
  }
  return loaders;
}
