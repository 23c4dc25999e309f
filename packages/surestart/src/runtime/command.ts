import path from "node:path";
import type { Entry, StartCommand } from "../facts.ts";
import { toolsOf } from "../known/_find.ts";
import { programName } from "../program-name.ts";
import { buildsFirst, sourceOf } from "./command/built.ts";
import { scriptLanguage } from "./command/known-program.ts";
import { peelPackageScript } from "./command/package-scripts.ts";
import { readProgram } from "./command/program.ts";
import type { Program } from "./command/program-facts.ts";
import { peelShell } from "./command/shells.ts";
import { assignments, type Gathered, type Peel, type Step } from "./command/state.ts";
import { peelWrapper } from "./command/wrappers.ts";
import { markMade } from "./command/written-before.ts";

export interface ReadCommandOptions {
  /** The folder in which `argv` is run; absolute. Places are relative to `dir`. */
  cwd: string;
  environment: Record<string, string | undefined>;
  /** The project's folder. @default cwd */
  dir?: string;
  /** Where `argv` was found. @default "argument" */
  from?: StartCommand["from"];
  /** How many commands are read around this one. @default 0 */
  inside?: number;
}

/** Of what a start loads, its readers would be a tenth: they are loaded where there is something to read. */
const peelTaskRunner: Peel = async (step, to) => {
  if (toolsOf(programName(step.argv[0] ?? ""), "runner").length === 0) return null;
  return (await import("./command/task-runners.ts")).peelTaskRunner(step, to);
};

/** A program that nobody knows may be a console script of the project itself. */
const peelConsoleScript: Peel = async (step, to) => {
  const name = programName(step.argv[0] ?? "");
  if (/^python|^node$/.test(name) || toolsOf(name, "command").length > 0) return null;
  return (await import("./command/pyproject-scripts.ts")).consoleScript(step.argv, step, to);
};

const peels: readonly Peel[] = [peelPackageScript, peelShell, peelWrapper, peelTaskRunner, peelConsoleScript];

/** Wrappers deeper than this are a circle (a script that calls itself). */
const depth = 20;
const deepest = 3;

/**
 * Reads what a start command really runs: takes off npm, `sh -c`, `poetry run` and their like until the program itself is
 * there, and reads that. Runs nothing; reads only the files that the command names (package.json, a shell script).
 */
export async function readCommand(
  argv: readonly string[],
  options: ReadCommandOptions,
): Promise<StartCommand> {
  const dir = path.resolve(options.dir ?? options.cwd);
  const { environment, inside = 0 } = options;
  const look = (step: Step): Promise<StartCommand> =>
    // Scripts may start each other in a circle.
    readCommand(inside < deepest ? step.argv : [], { cwd: step.cwd, environment, dir, inside: inside + 1 });
  const to: Gathered = {
    dir,
    environment,
    look,
    env: {},
    envFiles: [],
    through: [],
    drops: [],
    setInVain: [],
    tasks: [],
    preloads: [],
    alone: true,
    steps: [],
    reloads: false,
    expanded: new Map(),
  };
  const from = options.from ?? "argument";
  let step: Step = { argv: [...argv], cwd: path.resolve(options.cwd), at: from === "argument" ? null : from };
  for (let i = 0; i < depth; i++) {
    const words = assignments(step.argv, to);
    if (words.length < step.argv.length && words.length > 0) step = { ...step, argv: words };
    if (runsTasks(step)) to.tasks.push({ argv: step.argv, cwd: step.cwd });
    const inner = await peel(step, to);
    if (inner === null) break;
    step = inner;
  }
  const program = withMain(readProgram(step, to), to);
  const entry = withSource(program, dir);
  const computed = Object.keys(to.env).filter((name) => isComputed(to.env[name] as string));
  const portVariable = program.portVariable ?? variableOfWord(program.port, step, to);
  return {
    argv: [...argv],
    from,
    program: step.argv,
    at: step.at,
    through: to.through,
    cwd: step.cwd,
    language: program.language,
    server: program.server,
    entry,
    importDirs: program.importDirs,
    env: Object.fromEntries(Object.entries(to.env).filter(([, value]) => !isComputed(value))),
    envFiles: markMade(to, program.entry?.file ? path.resolve(dir, program.entry.file) : null),
    port: isOpen(program.port) ? null : program.port,
    host: isOpen(program.host) ? null : program.host,
    reloads: program.reloads || to.reloads,
    alone: to.alone,
    ...(to.execs ? { execs: true } : {}),
    ...(buildsFirst(to, entry) ? { builds: true } : {}),
    ...(to.scriptMissing ? { scriptMissing: to.scriptMissing } : {}),
    ...(computed.length === 0 ? {} : { computed }),
    ...(portVariable === undefined ? {} : { portVariable }),
    ...(to.tasks.length === 0 ? {} : { tasks: to.tasks }),
    ...(to.drops.length === 0 ? {} : { drops: to.drops }),
    ...(to.setInVain.length === 0 ? {} : { setInVain: to.setInVain }),
    ...(to.preloads.length === 0 ? {} : { preloads: to.preloads }),
  };
}

/** What is started by a runner that builds it first: its source says what it will do. */
function withMain(program: Program, { main }: Gathered): Program {
  if (main === undefined || program.entry) return program;
  const entry: Entry = { kind: "file", file: main };
  return { ...program, entry, language: scriptLanguage(entry), server: "node" };
}

function withSource({ entry, language }: Program, dir: string): Entry | null {
  if (entry?.missing === undefined || !/script$/.test(language ?? "")) return entry;
  const source = sourceOf(dir, entry.missing);
  return source === null ? entry : { ...entry, source };
}

/** A substitution that a script would have to run. */
function isComputed(value: string): boolean {
  return /\$\(|`|\$\{[A-Za-z_]/.test(value);
}

/** A variable that is not set, or a place that run fills in (`{port}`): it says no value. */
function isOpen(word: StartCommand["port"]): boolean {
  return word !== null && /^(\$|\{(port|host)\}$)/.test(word.value);
}

function runsTasks({ argv }: Step): boolean {
  const runners = toolsOf(programName(argv[0] ?? ""), "runner");
  return runners.some(({ runner }) => runner.reads === "workspaces");
}

async function peel(step: Step, to: Gathered): Promise<Step | null> {
  for (const one of peels) {
    const inner = one(step, to);
    const result = inner instanceof Promise ? await inner : inner;
    if (result !== null) return result;
  }
  return null;
}

function variableOfWord(port: StartCommand["port"], step: Step, to: Gathered): string | undefined {
  if (!port) return undefined;
  const written = /^\$\{?([A-Za-z_]\w*)/.exec(port.value)?.[1];
  return written ?? to.expanded.get(step.argv[port.index] ?? "");
}
