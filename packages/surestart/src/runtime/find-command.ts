import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { entriesOf, isFile, jsonObject, readText } from "../files.ts";
import type { Place } from "../finding.ts";
import { foldersUpTo, repositoryRoot } from "../folders.ts";
import { toolsWith } from "../known/_find.ts";
import { argvOf } from "../shell/argv.ts";
import { functionCall, parseToml, at as valueAt } from "./command/pyproject-scripts.ts";
import { readCommand } from "./command.ts";
import { jsonPlace } from "./json-place.ts";
import { startScript, startScripts } from "./start-scripts.ts";
import { findVenvs } from "./venvs.ts";

/** What a Python file is to a start command; asked of who can read Python. */
export interface PythonEntry {
  /** The framework of the application object in it; "script": none, but the file starts something when it is run. */
  makes: string;
  /** The name of the application object. */
  attribute: string;
  /** It opens its port itself when it is run: then it also says which. @default false */
  listens?: boolean;
  /** `attribute` is a function that makes the application. @default false */
  factory?: boolean;
  /** Where its imports are found, relative to the project's folder. @default "", that itself */
  folder?: string;
}

export interface FindCommandOptions {
  environment: Record<string, string | undefined>;
  /** `start` of surestart's config, and where it is. */
  configured?: { start: string | string[]; at: Place } | null;
  /** Says what a Python file makes; null when it is nothing to start. Without it no Python file is taken for one. */
  pythonEntry?: (file: string) => Promise<PythonEntry | null>;
  /** Whether a function of Python opens a port when it is called; without it every console script is taken for a server. */
  opensPort?: (module: string, name: string) => Promise<boolean>;
}

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

interface Found {
  argv: string[];
  at: Place;
  /** It serves pages to browsers: what starts a backend is meant before it. */
  onlyPages?: true;
  /** Nobody can tell whether it opens a port: what does so is meant before it. */
  unsure?: true;
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
    const lines = text.split("\n");
    const line =
      lines.findIndex((l) => new RegExp(`^\\s*["']?${name.replace(/[^\w-]/g, "\\$&")}["']?\\s*=`).test(l)) +
      1;
    const at: Place = { file: "pyproject.toml", ...(line > 0 ? { line } : {}) };
    if (tool?.wraps.onlyScripts) return { argv: [tool.name, name], at };
    const call = /^([\w.]+):([\w.]+)$/.exec(String(valueAt(scripts, [name])));
    const unsure = call && opensPort && !(await opensPort(call[1] as string, call[2] as string));
    const more = unsure ? { unsure } : {};
    if (tool) return { argv: [tool.name, "run", name], at, ...more };
    // A console script of the project itself: without an install there is no such file, but its function can be called.
    if (!call) continue;
    const argv = functionCall(call[1] as string, call[2] as string);
    return isFile(path.join(dir, "uv.lock"))
      ? { argv: ["uv", "run", name], at, ...more }
      : { argv: [python(dir), ...argv.slice(1)], at, ...more };
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

const pythonFiles = [
  "main.py",
  "app.py",
  "server.py",
  "api.py",
  "wsgi.py",
  "asgi.py",
  "run.py",
  "app/main.py",
  "src/main.py",
  "src/app.py",
  "app/app.py",
  "app/__init__.py",
  "api/main.py",
  "backend/main.py",
  "server/main.py",
  "__main__.py",
];

async function pythonFile(dir: string, { pythonEntry }: FindCommandOptions): Promise<Found | null> {
  if (!pythonEntry) return null;
  let script: Found | null = null;
  let factory: Found | null = null;
  for (const file of pythonFiles) {
    if (!isFile(path.join(dir, file))) continue;
    const entry = await pythonEntry(file);
    if (!entry) continue;
    const itself: Found = { argv: [python(dir), file], at: { file } };
    const own = path.posix.dirname(file) === (entry.folder || ".");
    if (entry.makes === "script") script ??= itself;
    // Below the project's folder a script finds its own folder only: then the application is what can be imported.
    else if (entry.listens && own) return itself;
    else if (entry.factory) factory ??= await served(dir, file, entry);
    else return served(dir, file, entry);
  }
  return factory ?? (await inPackages(dir, pythonEntry)) ?? script;
}

const inPackage = ["main.py", "app.py", "asgi.py", "wsgi.py", "server.py", "api.py", "__init__.py"];
const noPackage = /^(?:[._].*|tests?|docs?|examples?|scripts?|tools?|migrations|alembic|node_modules|venv)$/;

/** The one application in the project's packages, by whatever names they go; of several, nobody knows which one is meant. */
async function inPackages(
  dir: string,
  pythonEntry: NonNullable<FindCommandOptions["pythonEntry"]>,
): Promise<Found | null> {
  const below = (folder: string): string[] =>
    entriesOf(path.join(dir, folder))
      .filter((entry) => entry.isDirectory() && !noPackage.test(entry.name))
      .map(({ name }) => path.posix.join(folder, name));
  const found: [file: string, entry: PythonEntry][] = [];
  for (const folder of [...below("."), ...below("src"), ...below("backend")]) {
    const entries: typeof found = [];
    for (const name of inPackage) {
      const file = `${folder}/${name}`;
      const entry = isFile(path.join(dir, file)) ? await pythonEntry(file) : null;
      if (entry && entry.makes !== "script") entries.push([file, entry]);
    }
    const first = entries.find(([, { factory }]) => !factory) ?? entries[0];
    if (first) found.push(first);
  }
  const [only] = found;
  if (only) return found.length === 1 ? served(dir, ...only) : null;
  const started: Found[] = [];
  for (const folder of below(".")) {
    const file = `${folder}/__main__.py`;
    const entry = isFile(path.join(dir, file)) ? await pythonEntry(file) : null;
    if (entry?.listens) started.push({ argv: [python(dir), "-m", folder], at: { file } });
  }
  return started.length === 1 ? (started[0] as Found) : null;
}

async function served(dir: string, file: string, entry: PythonEntry): Promise<Found> {
  return { argv: [python(dir), "-m", ...(await serverWords(file, entry))], at: { file } };
}

/** The framework's own server for an application: the module to run, and its arguments. */
async function serverWords(file: string, { makes, attribute, folder = "" }: PythonEntry): Promise<string[]> {
  const { servedBy } = await import("../known/_tools.ts");
  const served = servedBy(makes);
  if (!served) return [];
  const stem = file.replace(/(\/__init__)?\.py$/, "");
  const within = folder === "" ? stem : stem.slice(folder.length + 1);
  const words: Record<string, string> = { module: within.replaceAll("/", "."), attribute, folder, stem };
  const line = folder === "" ? served.command : served.beside;
  return line.split(" ").map((word) => word.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? ""));
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

/** A project's own virtual environment before the system's Python; of a workspace it is in a folder above, up to git's. */
function python(dir: string): string {
  for (const folder of foldersUpTo(dir, repositoryRoot(dir))) {
    const [venv] = findVenvs(folder);
    if (venv) return path.relative(dir, venv.python) || venv.python;
  }
  return process.platform === "win32" ? "python" : "python3";
}
