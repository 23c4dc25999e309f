import { join, resolve } from "node:path";
import { isFile } from "../files.ts";
import type { Command } from "../known/_define.ts";
import { commandOf, toolsOf, toolsWith } from "../known/_find.ts";
import { toolName } from "../program-name.ts";
import { onDisk } from "../real-path.ts";
import { chosenWords } from "./chosen-words.ts";

/** What a command line starts: a file, a module that is not a file, or a tool by name; with the words that choose what it does. */
export interface EntryOfArgv {
  what: `file:${string}` | `module:${string}` | `tool:${string}`;
  /** null: cannot be told, any. */
  words: string[] | null;
  /** Of a file that a server imports: what it serves of it. */
  attribute?: string;
}

export function sameEntry(one: EntryOfArgv | null, other: EntryOfArgv): boolean {
  if (one === null || one.what !== other.what) return false;
  // `uvicorn main:app` and `python main.py` start the same; of two servers, those that serve the same of it.
  if (one.attribute !== undefined && other.attribute !== undefined && one.attribute !== other.attribute)
    return false;
  return one.words === null || other.words === null || one.words.join("\0") === other.words.join("\0");
}

/** Reads a command line as the process table or a StartCommand has it. null: an empty one. */
export function entryOf(argv: readonly string[], cwd: string): EntryOfArgv | null {
  const [first = "", ...rest] = argv;
  if (first === "") return null;
  if (rest.length === 0 && first.includes(" ")) return entryOfTitle(first, cwd);
  const program = toolName(first);
  if (/^(python|pypy)[\d.]*$/.test(program)) return entryOfPython(rest, cwd);
  const runs = runnerOfFiles(program);
  if (runs) return entryOfScript(program, runs, rest, cwd);
  if (/[/\\]/.test(first) && !/[/\\](bin|Scripts|\.bin)[/\\][^/\\]+$/.test(first))
    return { what: fileOf(first, cwd, [""]), words: chosenWords(rest, false) };
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
  return { what: fileOf(script, cwd, scriptEndings), words: chosenWords(rest, false) };
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
    return { what: fileOf(name, cwd, ["", "/__main__.py"]), words: chosenWords(rest, false) };
  }
  const path = join(cwd, ...name.split("."));
  for (const ending of [".py", "/__main__.py"])
    if (isFile(path + ending))
      return { what: `file:${onDisk(path + ending)}`, words: chosenWords(rest, false) };
  const known = toolsOf(name, "server").some(({ language }) => language === "python");
  return known ? entryOfTool(name, rest, cwd) : { what: `module:${name}`, words: chosenWords(rest, false) };
}

function entryOfTool(program: string, argv: readonly string[], cwd: string): EntryOfArgv {
  const [tool] = toolsOf(program, "command");
  const what = `tool:${tool?.name ?? program}` as const;
  const entry = tool?.command.entry;
  if (!tool || !("server" in tool) || (entry?.as !== "import" && entry?.as !== "app"))
    return { what, words: chosenWords(argv, true) };
  // Of some the application decides: `pkg.main:app`, `main.py`.
  const elsewhere = argv.some((word) => /^--(?:app-dir|chdir|pythonpath|working-dir)\b/.test(word));
  const app = argv.find((word) => applicationWord.test(word));
  const file =
    entry.as === "app"
      ? (argv.find((word) => /^[^-].*\.py$/.test(word)) ?? optionOf(argv, "--app"))
      : undefined;
  const served = elsewhere ? null : servedFile(app ?? file, cwd);
  return served ?? { what, words: app === undefined ? chosenWords(argv, true) : [app] };
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

function fileOf(path: string, cwd: string, endings: readonly string[]): `file:${string}` {
  const full = resolve(cwd, path);
  const found = endings.map((ending) => full + ending).find(isFile);
  return `file:${onDisk(found ?? full)}`;
}
