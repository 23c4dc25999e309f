import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { isFile } from "../files.ts";
import { programName } from "../program-name.ts";
import { findExecutable } from "./executable.ts";
import { scriptInterpreter } from "./script-interpreter.ts";

type Environment = Record<string, string | undefined>;

export interface Interpreter {
  kind: "python" | "node" | "deno" | "bun";
  path: string;
  /** "3.11.2", "24.21.0"; null when it did not answer in time. */
  version: string | null;
  python: PythonInterpreter | null;
}

/** What a Python says of itself. */
export interface PythonInterpreter {
  /** sys.path without the folder of the script: standard library, site-packages, the user's site-packages. */
  paths: string[];
  /** Names of the standard library; empty before Python 3.10, where `paths` says it. */
  stdlib: Set<string>;
  /** Modules that no file can hide: compiled in, or loaded before the first line of the program. */
  fixed: Set<string>;
  /** It runs in a virtual environment. */
  venv: string | null;
}

/**
 * The interpreter that a start command means. For a console script (`uvicorn`) it is that of its first line. null where
 * the command is no program of a known interpreter, or its executable is not there.
 */
export async function findInterpreter(
  command: Pick<StartCommand, "program" | "cwd" | "language">,
  folders: readonly string[],
  environment: Environment,
): Promise<Interpreter | null> {
  const [word = ""] = command.program;
  const file = findExecutable(word, command.cwd, folders, environment);
  const name = programName(word);
  if (/^(python[\d.]*w?|pypy[\d.]*|py)$/.test(name))
    return file === null ? null : await python(file, environment, command.cwd);
  if (/^(node|nodejs|deno|bun)$/.test(name))
    return file === null
      ? null
      : await runtime(
          name.startsWith("node") ? "node" : (name as "deno" | "bun"),
          file,
          environment,
          command.cwd,
        );
  if (command.language === "python") {
    const first = file === null ? null : (pythonOfLauncher(file) ?? shebang(file));
    const target = first && findExecutable(first, command.cwd, folders, environment);
    return target ? await python(target, environment, command.cwd) : null;
  }
  if (command.language !== "javascript" && command.language !== "typescript") return null;
  const node = findExecutable("node", command.cwd, folders, environment);
  return node === null ? null : await runtime("node", node, environment, command.cwd);
}

/**
 * Asks a Python by its path; its version is null when it does not answer.
 *
 * @param cwd the shims of pyenv and its sisters choose a version by the folder; nothing in it is imported
 */
export async function python(
  file: string,
  environment: Environment,
  cwd: string = path.parse(file).root,
): Promise<Interpreter> {
  return remember(file, cwd, async () => {
    const clean = Object.fromEntries(
      Object.entries(environment).filter(([key]) => !key.startsWith("PYTHON")),
    );
    // -I: nothing of the working folder, of PYTHONPATH or of the user's start-up files is imported.
    const text = await ask(file, ["-I", "-B", "-c", question], clean, cwd);
    const parsed = parse(text);
    if (parsed === null) return { kind: "python", path: file, version: null, python: null };
    const { version, paths, stdlib, fixed, venv, user } = parsed;
    return {
      kind: "python",
      path: file,
      version,
      python: {
        paths: [...paths, ...user].filter((p) => p !== ""),
        stdlib: new Set(stdlib),
        fixed: new Set(fixed),
        venv,
      },
    };
  });
}

const question = `
import sys
loaded = list(sys.modules)
import json, site
venv = sys.prefix != sys.base_prefix
user = [] if venv else [site.getusersitepackages()]
print(json.dumps({
  "version": "%d.%d.%d" % sys.version_info[:3],
  "paths": sys.path, "user": user,
  "stdlib": sorted(getattr(sys, "stdlib_module_names", [])),
  "fixed": sorted(set(loaded) | set(sys.builtin_module_names)),
  "venv": sys.prefix if venv else None,
}))
`;

interface Answer {
  version: string;
  paths: string[];
  user: string[];
  stdlib: string[];
  fixed: string[];
  venv: string | null;
}

function parse(text: string | null): Answer | null {
  try {
    return text === null ? null : (JSON.parse(text) as Answer);
  } catch {
    return null;
  }
}

async function runtime(
  kind: "node" | "deno" | "bun",
  file: string,
  environment: Environment,
  cwd: string,
): Promise<Interpreter> {
  if (kind === "node" && same(file, process.execPath))
    return { kind, path: file, version: process.versions.node, python: null };
  return remember(file, cwd, async () => {
    const text = await ask(file, ["--version"], environment, cwd);
    return { kind, path: file, version: /\d+\.\d+\.\d+\S*/.exec(text ?? "")?.[0] ?? null, python: null };
  });
}

const known = new Map<string, Promise<Interpreter>>();

/** An interpreter does not change while its file does not. */
function remember(file: string, cwd: string, answer: () => Promise<Interpreter>): Promise<Interpreter> {
  const { mtimeMs = 0, size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  const key = [file, cwd, mtimeMs, size].join("\0");
  const before = known.get(key);
  if (before) return before;
  const promise = answer();
  known.set(key, promise);
  return promise;
}

/** What a command prints within ten seconds, since a version manager on a busy machine takes a few; null when it fails or takes longer. */
function ask(file: string, args: string[], environment: Environment, cwd: string): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const env = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  delete env["NODE_OPTIONS"];
  execFile(
    file,
    args,
    { env, cwd, timeout: 10_000, killSignal: "SIGKILL", windowsHide: true },
    (error, stdout) => resolve(error ? null : stdout),
  );
  return promise;
}

/** The Python in the first line of a console script. */
function shebang(file: string): string | null {
  const target = isFile(file) ? scriptInterpreter(file)?.trim() : undefined;
  return target !== undefined && /^(python|pypy)/.test(programName(target)) ? target : null;
}

/** On Windows a console script is a launcher: the Python is next to it in a virtual environment, else in the folder above. */
function pythonOfLauncher(file: string): string | null {
  if (!/\.exe$/i.test(file)) return null;
  const places = [".", ".."].map((folder) => path.join(path.dirname(file), folder, "python.exe"));
  return places.find(isFile) ?? null;
}

function same(a: string, b: string): boolean {
  const [x, y] = [a, b].map((file) => statSync(file, { throwIfNoEntry: false }));
  return x !== undefined && y !== undefined && x.ino === y.ino && x.dev === y.dev;
}
