import { join, resolve } from "node:path";
import type { Holder } from "../facts.ts";
import { isFile } from "../files.ts";
import type { Command } from "../known/_define.ts";
import { commandOf, toolsOf, toolsWith } from "../known/_find.ts";
import { realPath } from "../real-path.ts";
import { type System, system } from "./system.ts";

/** The program that would be started: its innermost command line and the folder in which it runs. */
export interface OwnProgram {
  argv: readonly string[];
  cwd: string;
}

/**
 * Whether a holder is an earlier run of this program: it runs in the same folder, and its command line means the same entry.
 * The interpreter's path, the port, the host and other switches of a run may differ; another entry of the same folder is a
 * sibling. The holder's parents are looked at too, since servers rename themselves (`next-server (v16)`) or fork.
 */
export async function isOwnRun(
  holder: Pick<Holder, "pid" | "argv" | "cwd" | "parents"> & Partial<Pick<Holder, "claimedBy">>,
  own: OwnProgram,
  os?: System,
): Promise<boolean> {
  // Where the system does not tell a process's folder (Windows), the run that was given the port does.
  const heldIn = holder.cwd ?? holder.claimedBy?.dir ?? null;
  if (heldIn === null) return false;
  const isSame = (argv: readonly string[], cwd: string | null): boolean => runsSame({ argv, cwd }, own);
  if (isSame(holder.argv, heldIn)) return true;

  const from = os ?? (await system());
  const table = await from.processes();
  const parentOf = new Map(table.map((p) => [p.pid, p.parent]));
  const above = new Set<number>();
  for (let pid = process.pid; pid > 0 && !above.has(pid); pid = parentOf.get(pid) ?? 0) above.add(pid);
  const parents = holder.parents.map((p) => p.pid).filter((pid) => !above.has(pid));
  return (await from.details(parents)).some((parent) => isSame(parent.argv, parent.cwd));
}

/** The same by the process alone: its folder and its command line. */
export function runsSame(one: { argv: readonly string[]; cwd: string | null }, own: OwnProgram): boolean {
  if (one.cwd === null || onDisk(one.cwd) !== onDisk(own.cwd)) return false;
  const wanted = entryOf(own.argv, own.cwd);
  return wanted !== null && sameEntry(entryOf(one.argv, one.cwd), wanted);
}

/** What a command line starts: a file, a module that is not a file, or a tool by name; with the words that choose what it does. */
interface EntryOfArgv {
  what: `file:${string}` | `module:${string}` | `tool:${string}`;
  /** null: cannot be told, any. */
  words: string[] | null;
  /** Of a file that a server imports: what it serves of it. */
  attribute?: string;
}

function sameEntry(one: EntryOfArgv | null, other: EntryOfArgv): boolean {
  if (one === null || one.what !== other.what) return false;
  // `uvicorn main:app` and `python main.py` start the same; of two servers, those that serve the same of it.
  if (one.attribute !== undefined && other.attribute !== undefined && one.attribute !== other.attribute)
    return false;
  return one.words === null || other.words === null || one.words.join("\0") === other.words.join("\0");
}

/** Reads a command line as the process table or a StartCommand has it. null: an empty one. */
function entryOf(argv: readonly string[], cwd: string): EntryOfArgv | null {
  const [first = "", ...rest] = argv;
  if (first === "") return null;
  if (rest.length === 0 && first.includes(" ")) return entryOfTitle(first, cwd);
  const program = toolName(first);
  if (/^(python|pypy)[\d.]*$/.test(program)) return entryOfPython(rest, cwd);
  const runs = runnerOfFiles(program);
  if (runs) return entryOfScript(program, runs, rest, cwd);
  if (/[/\\]/.test(first) && !/[/\\](bin|Scripts|\.bin)[/\\][^/\\]+$/.test(first))
    return { what: fileOf(first, cwd, [""]), words: words(rest, false) };
  return entryOfTool(program, rest, cwd);
}

/** A program whose first word that is no option is the file that runs. */
interface RunsFiles {
  /** Its options with a value, which is the next word. */
  values: ReadonlySet<string>;
  /** Words in front of the file. */
  after?: RegExp | undefined;
  /** With it, it serves by itself. */
  address?: string | undefined;
  /** With one of these, what runs is written in the command itself. */
  evaluates?: boolean;
}

function runnerOfFiles(program: string): RunsFiles | null {
  // As which its threads are listed.
  const name = program === "MainThread" ? "node" : program;
  if (/^(ba|da|z|k|a)?sh$/.test(name)) return { values: new Set(["c", "o", "O"]) };
  const watcher = toolsOf(name, "wraps").find(({ wraps }) => wraps.runs?.[""] !== undefined);
  if (watcher) return { values: namesIn(watcher.wraps.options.values) };
  const isFile = ({ entry }: Command): boolean =>
    /^(file|script)$/.test(entry?.as ?? "") && !entry?.unnamed && entry?.ending === undefined;
  const command = toolsOf(name, "command").find((tool) => isFile(tool.command))?.command;
  if (!command) return null;
  const asNode = command.like === "node" ? commandOf("node")?.options.values : "";
  return {
    values: namesIn(`${command.options.values}, ${asNode}`),
    after: command.entry?.after,
    address: /\baddress (\S)/.exec(command.options.values)?.[1],
    evaluates: command.like === "node",
  };
}

/** Every name of the options in a list: "port p, host" has port, p and host. */
function namesIn(values: string): ReadonlySet<string> {
  return new Set(values.split(/[\s,]+/).filter(Boolean));
}

function entryOfScript(
  program: string,
  { values, after, address, evaluates }: RunsFiles,
  argv: readonly string[],
  cwd: string,
): EntryOfArgv | null {
  let at = 0;
  for (; at < argv.length; at++) {
    const word = argv[at] as string;
    if (!word.startsWith("-")) {
      if (after?.test(word)) continue;
      break;
    }
    const name = word.replace(/^--?/, "");
    if (name === address) return entryOfTool(program, argv, cwd);
    if (evaluates && /^-(e|p|-eval|-print)$/.test(word)) return { what: `tool:${program}`, words: [...argv] };
    if (values.has(name)) at++;
  }
  const script = argv[at];
  if (script === undefined) return null;
  const rest = argv.slice(at + 1);
  const tool = /(?:^|[/\\])node_modules[/\\](?:\.bin[/\\]([^/\\]+)$|(?:@[^/\\]+[/\\])?([^/\\]+)[/\\])/.exec(
    script,
  );
  if (tool) return entryOfTool(toolName((tool[1] ?? tool[2]) as string), rest, cwd);
  return { what: fileOf(script, cwd, scriptEndings), words: words(rest, false) };
}

const scriptEndings = ["", ".js", ".mjs", ".cjs", ".ts", ".mts", "/index.js", "/index.ts"];

function entryOfPython(argv: readonly string[], cwd: string): EntryOfArgv | null {
  let at = 0;
  while (argv[at]?.startsWith("-") && argv[at] !== "-m") {
    if (argv[at] === "-c") return { what: "tool:python", words: argv.slice(at) };
    at += /^-[WX]$/.test(argv[at] as string) ? 2 : 1;
  }
  const isModule = argv[at] === "-m";
  const name = argv[isModule ? at + 1 : at];
  if (name === undefined) return null;
  const rest = argv.slice(at + (isModule ? 2 : 1));
  if (!isModule) {
    const script = /[/\\](?:bin|Scripts)[/\\]([^/\\]+?)(?:\.exe|-script\.py)?$/.exec(name);
    if (script && !(script[1] as string).endsWith(".py")) return entryOfTool(script[1] as string, rest, cwd);
    return { what: fileOf(name, cwd, ["", "/__main__.py"]), words: words(rest, false) };
  }
  const path = join(cwd, ...name.split("."));
  for (const ending of [".py", "/__main__.py"])
    if (isFile(path + ending)) return { what: `file:${onDisk(path + ending)}`, words: words(rest, false) };
  const known = toolsOf(name, "server").some(({ language }) => language === "python");
  return known ? entryOfTool(name, rest, cwd) : { what: `module:${name}`, words: words(rest, false) };
}

function entryOfTool(program: string, argv: readonly string[], cwd: string): EntryOfArgv {
  const [tool] = toolsOf(program, "command");
  const what = `tool:${tool?.name ?? program}` as const;
  const entry = tool?.command.entry;
  if (!tool || !("server" in tool) || (entry?.as !== "import" && entry?.as !== "app"))
    return { what, words: words(argv, true) };
  // Of some the application decides: `pkg.main:app`, `main.py`.
  const elsewhere = argv.some((word) => /^--(?:app-dir|chdir|pythonpath|working-dir)\b/.test(word));
  const app = argv.find((word) => applicationWord.test(word));
  const file =
    entry.as === "app"
      ? (argv.find((word) => /^[^-].*\.py$/.test(word)) ?? optionOf(argv, "--app"))
      : undefined;
  const served = elsewhere ? null : servedFile(app ?? file, cwd);
  return served ?? { what, words: app === undefined ? words(argv, true) : [app] };
}

const applicationWord = /^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(\(.*\))?$/;

function optionOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`));
  return at < 0 ? undefined : (argv[at]?.split("=")[1] ?? argv[at + 1]);
}

/** The file of `pkg.main:app`, or of `main.py` itself; null where it is not in this folder. */
function servedFile(app: string | undefined, cwd: string): EntryOfArgv | null {
  const [module = "", attribute] = app?.split(":") ?? [];
  if (module === "") return null;
  const path = join(cwd, ...(module.endsWith(".py") ? [module.slice(0, -3)] : module.split(".")));
  const found = [".py", "/__init__.py"].map((ending) => path + ending).find(isFile);
  return found === undefined
    ? null
    : { what: `file:${onDisk(found)}`, words: [], ...(attribute === undefined ? {} : { attribute }) };
}

/** A process that calls itself something else: `gunicorn: master [pkg:app]`, `next-server (v16.1.1)`. */
function entryOfTitle(title: string, cwd: string): EntryOfArgv {
  for (const { name, server } of toolsWith("server")) {
    const match = server.title?.exec(title);
    const app = match?.groups?.["app"];
    if (match)
      return servedFile(app, cwd) ?? { what: `tool:${name}`, words: app === undefined ? null : [app] };
  }
  return { what: `tool:${toolName(title.split(" ")[0] as string).replace(/-server$|:$/, "")}`, words: null };
}

// Switches that one run may have and another lack without being another program; the first with their value after them.
const runValues =
  /^(-p|--port|-H|--host|--hostname|-b|--bind|-a|--address|--listen|-w|--workers|--threads|--log-level|--log-config|--loglevel|--timeout|--env-file|--reload-dir|--access-logfile|--error-logfile|--worker-class|-k)$/;
const runSwitches =
  /^(--(no-?)?(reload|debug|debugger|access-log|use-colors|open|threading|with-threads|strictPort|turbo|turbopack)|-d|-v|--verbose|-q|--quiet|--dev|--watch|--inspect(-brk)?)$/i;

/** The words that choose what a program does. Of a tool (`options` false alarms apart) its own options say nothing either. */
function words(argv: readonly string[], isTool: boolean): string[] {
  const kept: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string;
    const flag = word.split("=")[0] as string;
    if (runValues.test(flag)) at += word.includes("=") ? 0 : 1;
    else if (runSwitches.test(flag) || /^-[pbw]\d+$/.test(word)) continue;
    else if (isTool && word.startsWith("-") && !/^(--app|-A|--config|--chdir|--app-dir)\b/.test(word))
      continue;
    // A port or an address as a positional word: `http.server 8000`, `runserver 0.0.0.0:8000`.
    else if (!/^((\S+:)?\d{2,5}|\[[\da-f:]+\]:\d+)$/i.test(word)) kept.push(word);
  }
  return kept;
}

function fileOf(path: string, cwd: string, endings: readonly string[]): `file:${string}` {
  const full = resolve(cwd, path);
  const found = endings.map((ending) => full + ending).find(isFile);
  return `file:${onDisk(found ?? full)}`;
}

function toolName(path: string): string {
  return path.replace(/^.*[/\\](?=.)/, "").replace(/\.(exe|cmd|[cm]?js)$/i, "");
}

function onDisk(path: string): string {
  try {
    return realPath(path);
  } catch {
    return path;
  }
}
