import type { StartCommand } from "../facts.ts";
import type { Command, Manager, Server, StartRow, StartTool, Wraps } from "./_define.ts";
import { startTools } from "./_start.ts";

/** A tool by the part that is asked for. */
export type With<Part extends keyof StartTool> = StartTool & Required<Pick<StartTool, Part>>;

const made: StartTool[] = [];

/** The rows that name this word among their programs, or their parts. An index of all of them takes longer than what a start asks. */
function rowsWith(column: 1 | 2, word: string): number[] {
  const padded = ` ${word} `;
  return [...startTools.keys()].filter((at) => (startTools[at] as StartRow)[column].includes(padded));
}

function hasPart(at: number, part: string): boolean {
  return (startTools[at] as StartRow)[2].includes(` ${part} `);
}

function toolAt(at: number): StartTool {
  made[at] ??= (startTools[at] as StartRow)[3]();
  return made[at];
}

// Asked once for each name.
const byProgram = new Map<string, number[]>();

/** The tools that a program of this name may be and that have this part. */
export function toolsOf<Part extends keyof StartTool>(program: string, part: Part): With<Part>[] {
  const rows = byProgram.get(program) ?? rowsWith(1, program);
  byProgram.set(program, rows);
  return rows.filter((at) => hasPart(at, part)).map((at) => toolAt(at) as With<Part>);
}

// Asked once for each part.
const byPart = new Map<string, StartTool[]>();

/** All tools that have this part. */
export function toolsWith<Part extends keyof StartTool>(part: Part): With<Part>[] {
  const all = byPart.get(part) ?? rowsWith(2, part).map(toolAt);
  byPart.set(part, all);
  return all as With<Part>[];
}

function named<Part extends keyof StartTool>(name: string, part: Part): With<Part> | undefined {
  const at = startTools.findLastIndex(([one], at) => one === name && hasPart(at, part));
  return at < 0 ? undefined : (toolAt(at) as With<Part>);
}

/** A server by its name in the facts (`StartCommand.server`). */
export function serverOf(name: string | null | undefined): Server | undefined {
  return name ? named(name, "server")?.server : undefined;
}

/** How the command line of a server is read. */
export function commandOf(name: string | null | undefined): Command | undefined {
  return name ? named(name, "command")?.command : undefined;
}

/** Where a program looks for the command that it runs; undefined where it looks as anybody does. */
export function findsIn(program: string): Wraps["finds"] {
  const [wrapper] = toolsOf(program, "wraps");
  if (wrapper?.wraps.finds) return wrapper.wraps.finds;
  const scripts = toolsOf(program, "runner").some(({ runner }) => runner.reads === "package.json");
  return scripts || program === "node" || managerOf(program) ? "node_modules" : undefined;
}

/** What pyproject.toml has where a program installs the project before it runs anything. */
export function installsProject(program: string): RegExp | undefined {
  return toolsOf(program, "wraps").find(({ wraps }) => wraps.installsProject)?.wraps.installsProject;
}

/** The manager of package.json's scripts that a program is, or belongs to (`npx`). */
export function managerOf(program: string): Manager | undefined {
  const all = toolsWith("manager");
  const [own] = toolsOf(program, "manager");
  return (own ?? all.find(({ manager }) => manager.executors?.includes(program)))?.manager;
}

/** Its script is one command line, of package.json, a Makefile or a Procfile: what is a word there is no function of a script. */
export function runsOneLine(program: string): boolean {
  const reads = toolsOf(program, "runner").map(({ runner }) => runner.reads);
  const manager = managerOf(program);
  return reads.some((kind) => kind === "Makefile" || kind === "Procfile") || (!!manager && !manager.files);
}

/** All that it does is to set variables for the command after it. */
export function onlyAssigns(program: string): boolean {
  return toolsOf(program, "wraps").some(({ wraps }) => wraps.onlyAssigns);
}

/** The programs that run the scripts of package.json, and those that belong to them. */
export function managers(): string[] {
  return toolsWith("manager").flatMap(({ name, programs = [name], manager }) => [
    ...programs,
    ...(manager.executors ?? []),
  ]);
}

/** A runtime of a language: it runs a file, which is what is meant. */
export function isRuntime(program: string): boolean {
  const runs = toolsOf(program, "command").map(({ command }) => command.entry?.as);
  return runs.includes("script") || runs.includes("file");
}

/** It is written in one of the languages of its runtimes, and starts or installs what others have written. */
export function startsOthers(program: string): boolean {
  const parts = ["manager", "runner", "wraps", "keeps", "installs"] as const;
  return (
    isExecutor(program) ||
    parts.some((part) => toolsOf(program, part).some(({ language, command }) => language && !command))
  );
}

/** It runs executables of packages: npx and its sisters. */
export function isExecutor(program: string): boolean {
  return toolsWith("manager").some(({ manager }) => manager.executors?.includes(program));
}

/** It keeps the virtual environment of a project in a folder of its own, where nobody sees it. */
export function keepsVenv(program: string): boolean {
  return toolsOf(program, "wraps").some(({ wraps }) => wraps.ownVenv);
}
/** The tool that reads .env files by a convention of its own, where the facts of a command name one, or its program is one. */
export function conventionOf({
  server,
  program,
}: Pick<StartCommand, "server" | "program">): With<"convention"> | undefined {
  const name = program[0]?.split(/[\\/]/).at(-1) ?? "";
  return named(server ?? "", "convention") ?? toolsOf(name, "convention")[0];
}
