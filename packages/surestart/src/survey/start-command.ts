import { existsSync } from "node:fs";
import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { readText } from "../files.ts";
import { applications } from "../known/_tools.ts";
import { findCommand } from "../runtime/find-command.ts";
import type { FindCommandOptions, PythonEntry } from "../runtime/found-command.ts";
import { sourceFiles } from "../source/files.ts";
import { knownNames } from "../source/known-names.ts";
import { openLibrary } from "../source/library.ts";
import type { ImportEvent, SourceModule } from "../source/module.ts";

/**
 * The start command of a project whose user gave none. `findCommand` looks for it; what a Python file makes is read here,
 * and only where nothing else says how the project is started.
 */
export async function findStartCommand(
  dir: string,
  options: Omit<FindCommandOptions, "pythonEntry">,
): Promise<StartCommand | null> {
  return findCommand(dir, {
    ...options,
    pythonEntry: (file) => pythonEntry(dir, file),
    opensPort: (module, name) => opensPort(dir, module, name),
  });
}

/** A function of the project opens a port when it is called: itself, or in others that it calls. */
async function opensPort(dir: string, module: string, name: string): Promise<boolean> {
  const library = await openLibrary(dir, dir, pythonFiles(dir));
  const names = knownNames(library, ["", "src"]);
  const path = module.replaceAll(".", "/");
  const file = ["", "src/"]
    .flatMap((folder) => [`${folder}${path}.py`, `${folder}${path}/__init__.py`])
    .find((one) => library.files.includes(one));
  const seen = new Set<string>();
  const opens = (from: SourceModule, callee: string): boolean => {
    const found = names.callable(from, callee);
    const key = `${found?.module.file}#${found?.fn.name}`;
    if (!found || seen.has(key)) return false;
    seen.add(key);
    return found.module.events.some(
      (event) =>
        event.scope.kind === "function" &&
        event.scope.name === found.fn.name &&
        (event.kind === "listen" || (event.kind === "call" && opens(found.module, event.callee))),
    );
  };
  const start = file === undefined ? null : library.module(file);
  return start !== null && opens(start, name);
}

/** What a Python file is to a start command; null when it neither makes an application nor listens. */
export async function pythonEntry(dir: string, file: string): Promise<PythonEntry | null> {
  const text = readText(path.join(dir, file));
  if (text === null || !/\S/.test(text)) return null;
  const { pythonReader } = await import("../source/python/read-python.ts");
  const module = (await pythonReader())(text, file);
  const folder = importFolder(dir, file, module);
  const listens =
    listensWhenRun(module) || (file.endsWith("/__main__.py") && (await callsListening(dir, module)));
  const made = madeHere(module) ?? (await madeByFunction(dir, folder, module));
  if (made) return { ...made, listens, folder };
  return listens ? { makes: "script", attribute: "", listens, folder } : null;
}

type Made = Pick<PythonEntry, "makes" | "attribute" | "factory">;

/** `app = FastAPI()` */
function madeHere(module: SourceModule): Made | null {
  for (const { name, makes } of module.names) {
    const tool = toolOf(module, makes);
    if (tool?.framework?.servedBy) return { makes: tool.name, attribute: name };
  }
  return null;
}

/** `app = create_app()`, with a function of the project that gives an application back; else that function, under its usual names. */
async function madeByFunction(dir: string, folder: string, module: SourceModule): Promise<Made | null> {
  const called = module.names.filter(({ makes }) => makes !== null);
  const factories = module.functions.filter(({ name, asks }) => factoryNames.has(name) && !asks);
  if (called.length + factories.length === 0) return null;
  const library = await openLibrary(dir, dir, pythonFiles(dir));
  const names = knownNames(library, [folder]);
  const givesBack = (from: SourceModule, callee: string, depth = 0): ReturnType<typeof toolOf> => {
    const found = names.callable(from, callee);
    const returns = found?.fn.returns;
    if (!found || !returns || depth > 3) return undefined;
    return toolOf(found.module, returns) ?? givesBack(found.module, returns, depth + 1);
  };
  for (const { name, makes } of called) {
    const tool = givesBack(module, makes as string);
    if (tool?.framework?.servedBy) return { makes: tool.name, attribute: name };
  }
  for (const { name } of factories) {
    const tool = givesBack(module, name);
    if (tool?.framework?.servedBy?.factories) return { makes: tool.name, attribute: name, factory: true };
  }
  return null;
}

const factoryNames = new Set(["create_app", "make_app"]);

function toolOf(module: SourceModule, callee: string | null): ReturnType<typeof applications.get> {
  return applications.get(originOf(module, callee) ?? "");
}

/** `F` → `flask.Flask`, by the imports of the module; a function of its own gives what nobody reads here. */
function originOf(module: SourceModule, callee: string | null): string | null {
  if (callee === null) return null;
  const [first, ...rest] = callee.split(".") as [string, ...string[]];
  for (const event of importsOf(module))
    for (const { name, as } of event.names) {
      if (as === callee.slice(0, as.length) && name === "*" && as !== "*")
        return [event.specifier, ...callee.slice(as.length + 1).split(".")].join(".");
      if (as === first && name !== "*") return [event.specifier, name, ...rest].join(".");
    }
  return null;
}

/** `from .main import main; main()`, where that function opens a port. */
async function callsListening(dir: string, module: SourceModule): Promise<boolean> {
  const library = await openLibrary(dir, dir, pythonFiles(dir));
  const names = knownNames(library, [""]);
  return module.events.some((event) => {
    const found = event.kind === "call" ? names.callable(module, event.callee) : null;
    return found?.module.events.some(
      ({ kind, scope }) => kind === "listen" && scope.kind === "function" && scope.name === found.fn.name,
    );
  });
}

function pythonFiles(dir: string): string[] {
  return sourceFiles(dir).filter((one) => one.endsWith(".py"));
}

/** It opens a port when it is the script that is started: itself, or in a function that it then calls. */
function listensWhenRun({ events }: SourceModule): boolean {
  const opens = events.filter((event) => event.kind === "listen");
  const direct = opens.some(({ scope }) => scope.kind === "main" || scope.kind === "module");
  return direct || (opens.length > 0 && events.some(({ scope }) => scope.kind === "main"));
}

/**
 * The folder in which its imports are found, relative to the project's: "" for that itself, else one between the two that has what
 * its absolute imports name, or what the package is in that it belongs to.
 */
function importFolder(dir: string, file: string, module: SourceModule): string {
  const has = (folder: string, name: string): boolean =>
    existsSync(path.join(dir, folder, name)) || existsSync(path.join(dir, folder, `${name}.py`));
  const absolute = importsOf(module).flatMap(({ specifier, level }) =>
    level > 0 ? [] : (specifier.split(".")[0] as string),
  );
  const relative = importsOf(module).some(({ level }) => level > 0);
  const own = path.posix.dirname(file);
  const folders: string[] = [];
  for (let folder = own; folder !== "."; folder = path.posix.dirname(folder)) folders.push(folder);
  const inPackage = (folder: string): boolean => has(folder, "__init__.py");
  const found = folders.find(
    (folder) => !(relative && folder === own) && absolute.some((name) => has(folder, name) && !has("", name)),
  );
  if (found !== undefined) return found;
  if (!inPackage(own) || absolute.some((name) => has("", name))) return "";
  return folders.find((folder) => !inPackage(folder)) ?? "";
}

function importsOf(module: SourceModule): ImportEvent[] {
  return module.events.filter((event) => event.kind === "import");
}
