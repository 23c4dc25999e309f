import { existsSync } from "node:fs";
import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { readText } from "../files.ts";
import { applications } from "../known/_tools.ts";
import { type FindCommandOptions, findCommand, type PythonEntry } from "../runtime/find-command.ts";
import type { ImportEvent, SourceModule } from "../source/module.ts";

/**
 * The start command of a project whose user gave none. `findCommand` looks for it; what a Python file makes is read here,
 * and only where nothing else says how the project is started.
 */
export async function findStartCommand(
  dir: string,
  options: Omit<FindCommandOptions, "pythonEntry">,
): Promise<StartCommand | null> {
  return findCommand(dir, { ...options, pythonEntry: (file) => pythonEntry(dir, file) });
}

/** What a Python file is to a start command; null when it neither makes an application nor listens. */
export async function pythonEntry(dir: string, file: string): Promise<PythonEntry | null> {
  const text = readText(path.join(dir, file));
  if (text === null || !/\S/.test(text)) return null;
  const { pythonReader } = await import("../source/python/read-python.ts");
  const module = (await pythonReader())(text, file);
  const listens = listensWhenRun(module);
  const beside = importsBeside(dir, file, module);
  for (const { name, makes } of module.names) {
    const tool = applications.get(originOf(module, makes) ?? "");
    if (tool?.framework?.servedBy) return { makes: tool.name, attribute: name, listens, beside };
  }
  return listens ? { makes: "script", attribute: "", listens, beside } : null;
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

/** It opens a port when it is the script that is started: itself, or in a function that it then calls. */
function listensWhenRun({ events }: SourceModule): boolean {
  const opens = events.filter((event) => event.kind === "listen");
  const direct = opens.some(({ scope }) => scope.kind === "main" || scope.kind === "module");
  return direct || (opens.length > 0 && events.some(({ scope }) => scope.kind === "main"));
}

/** Its absolute imports are found in its own folder and not in the project's: it is meant to be imported from there. */
function importsBeside(dir: string, file: string, module: SourceModule): boolean {
  const folder = path.dirname(path.join(dir, file));
  if (folder === path.resolve(dir) || importsOf(module).some(({ level }) => level > 0)) return false;
  const has = (where: string, name: string): boolean =>
    existsSync(path.join(where, name)) || existsSync(path.join(where, `${name}.py`));
  return importsOf(module).some(({ specifier }) => {
    const [first] = specifier.split(".") as [string];
    return has(folder, first) && !has(dir, first);
  });
}

function importsOf(module: SourceModule): ImportEvent[] {
  return module.events.filter((event) => event.kind === "import");
}
