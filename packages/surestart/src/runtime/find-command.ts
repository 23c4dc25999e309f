import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { entriesOf, isFile, jsonObject, readText } from "../files.ts";
import type { Place } from "../finding.ts";
import { toolsWith } from "../known/_find.ts";
import { argvOf } from "../shell/argv.ts";
import { functionCall, lineOfKey, parseToml, at as valueAt } from "./command/pyproject-scripts.ts";
import { readCommand } from "./command.ts";
import { pythonFile } from "./find-python.ts";
import type { FindCommandOptions, Found } from "./found-command.ts";
import { jsonPlace } from "./json-place.ts";
import { python } from "./project-python.ts";
import { startScript, startScripts } from "./start-scripts.ts";

/**
 * Where a start command is looked for, in this order: surestart's config, package.json scripts, deno.json's tasks, Procfile's
 * `web`, scripts of pyproject.toml, then the framework's own files.
 */
const places: readonly [
  find: (dir: string, options: FindCommandOptions) => Found | null | Promise<Found | null>,
  words: string,
][] = [
  [configured, "start in surestart.config"],
  [
    (dir, { environment }) => startScript(dir, environment),
    "scripts such as start, serve and dev in package.json",
  ],
  [denoTask, "the same tasks in deno.json"],
  [procfile, "web in Procfile"],
  [pyproject, "scripts in pyproject.toml"],
  [django, "manage.py"],
  [pythonFile, "Python files such as main.py and app.py"],
  [nodeFile, "main in package.json, and files such as server.js and src/index.ts"],
];

/** The same in words. */
export const placesOfCommands: readonly string[] = places.map(([, words]) => words);

/** The start command of a project whose user gave none; null when there is nothing to start. */
export async function findCommand(dir: string, options: FindCommandOptions): Promise<StartCommand | null> {
  let last: Found | null = null;
  for (const [find] of places) {
    // A main file says less than a script.
    if (last?.onlyPages && find === nodeFile) break;
    const found = await find(path.resolve(dir), options);
    if (found?.onlyPages || found?.unsure) last ??= found;
    else if (found) return read(found);
  }
  return last && read(last);

  async function read({ argv, at }: Found): Promise<StartCommand> {
    return await readCommand(argv, { cwd: dir, environment: options.environment, from: at });
  }
}

function configured(_dir: string, { configured: config }: FindCommandOptions): Found | null {
  if (!config) return null;
  return { argv: typeof config.start === "string" ? argvOf(config.start) : config.start, at: config.at };
}

/** deno.jsonc has comments: a task is found by its line, which both kinds share. */
function denoTask(dir: string): Found | null {
  const file = ["deno.json", "deno.jsonc"].find((name) => isFile(path.join(dir, name)));
  if (file === undefined) return null;
  const lines = (readText(path.join(dir, file)) ?? "").split(/\r?\n/);
  const tasks = lines.findIndex((line) => /"tasks"\s*:/.test(line));
  if (tasks < 0) return null;
  for (const name of startScripts) {
    const i = lines.findIndex(
      (line, index) => index >= tasks && new RegExp(`"${name}"\\s*:\\s*"`).test(line),
    );
    if (i >= 0) return { argv: ["deno", "task", name], at: { file, line: i + 1 } };
  }
  return null;
}

function procfile(dir: string): Found | null {
  const lines = (readText(path.join(dir, "Procfile")) ?? "").split(/\r?\n/);
  const i = lines.findIndex((line) => /^web\s*:/.test(line));
  if (i < 0) return null;
  const command = (lines[i] as string).replace(/^web\s*:\s*/, "").trim();
  return command === "" ? null : { argv: argvOf(command), at: { file: "Procfile", line: i + 1 } };
}

const names = ["start", "serve", "server", "dev", "web", "run", "app"];

async function pyproject(dir: string, { opensPort }: FindCommandOptions): Promise<Found | null> {
  const text = readText(path.join(dir, "pyproject.toml"));
  if (text === null || !/scripts|tasks/.test(text)) return null;
  const toml = await parseToml(text);
  const project = valueAt(toml, ["project", "name"]);
  const tools = toolsWith("wraps").filter(({ wraps }) => wraps.functions ?? wraps.scripts?.[0] === "tool");
  for (const tool of [...tools, null]) {
    const table = tool?.wraps.functions ?? tool?.wraps.scripts ?? ["project", "scripts"];
    const scripts = valueAt(toml, [...table]);
    const ofProject = tool === null || tool.wraps.functions;
    const wanted = [...names, ...(typeof project === "string" && ofProject ? [project] : [])];
    const name = wanted.find((n) => valueAt(scripts, [n]) !== undefined);
    if (name === undefined) continue;
    const at: Place = { file: "pyproject.toml", ...lineOfKey(text, name) };
    if (tool?.wraps.onlyScripts) return { argv: [tool.name, name], at };
    const call = /^([\w.]+):([\w.]+)$/.exec(String(valueAt(scripts, [name])));
    const unsure = call && opensPort && !(await opensPort(call[1] as string, call[2] as string));
    const more = unsure ? { unsure } : {};
    if (tool) return { argv: [tool.name, "run", name], at, ...more };
    // A console script of the project itself: without an install there is no such file, but its function can be called.
    if (!call) continue;
    const argv = functionCall(call[1] as string, call[2] as string);
    const runner = toolsWith("wraps").find(
      ({ wraps, installs }) => wraps.console && installs?.locks.some((lock) => isFile(path.join(dir, lock))),
    );
    return { argv: runner ? [runner.name, "run", name] : [python(dir), ...argv.slice(1)], at, ...more };
  }
  return null;
}

function django(dir: string): Found | null {
  const below = entriesOf(dir).flatMap((e) => (e.isDirectory() ? [`${e.name}/manage.py`] : []));
  const found = ["manage.py", ...below].filter((file) => isFile(path.join(dir, file)));
  const [file] = found;
  if (file === undefined || (file !== "manage.py" && found.length > 1)) return null;
  return { argv: [python(dir), file, "runserver"], at: { file } };
}

function nodeFile(dir: string): Found | null {
  const text = readText(path.join(dir, "package.json"));
  const main = valueAt(jsonObject(text), ["main"]);
  if (typeof main === "string" && isFile(path.resolve(dir, main)))
    return {
      argv: ["node", main],
      at: jsonPlace(text ?? "", ["main"], "package.json") ?? { file: "package.json" },
    };
  const stems = ["server", "app", "index", "main", "src/server", "src/app", "src/index", "src/main"];
  const file = stems
    .flatMap((stem) => [".js", ".mjs", ".cjs", ".ts", ".mts"].map((e) => stem + e))
    .find((f) => isFile(path.join(dir, f)));
  return file === undefined ? null : { argv: ["node", file], at: { file } };
}
