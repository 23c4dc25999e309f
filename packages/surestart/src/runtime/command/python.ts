import path from "node:path";
import type { Entry } from "../../facts.ts";
import { isFile, isFolder, readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import { toolsOf, toolsWith, type With } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { fileEntry, moduleEntry, writtenAsPath } from "./entry.ts";
import { readKnownProgram } from "./known-program.ts";
import { optionValue, readOptions } from "./options.ts";
import { nothing, type Program, plainFlags } from "./program-facts.ts";
import { calledFunction } from "./pyproject-scripts.ts";
import { type Gathered, type Step, variable } from "./state.ts";

/** Options of the interpreter with a value; all others are letters that may stand together (`-uB`). */
const withValue = /^-[a-zA-Z]*[XWQ]$|^--check-hash-based-pycs$/;

/** `python …`, or the console script of a Python server. null for anything else. */
export function readPythonProgram(name: string, step: Step, to: Gathered): Program | null {
  const tool = pythonTool(name);
  if (tool) {
    const dirs = [path.dirname(step.argv[0] ?? ""), ...pythonPath(to, step.cwd)];
    return readKnownProgram(tool, 1, step, to, dirs);
  }
  if (!/^(python[\d.]*w?|py|pypy[\d.]*)$/.test(name)) return null;
  const { argv, cwd } = step;
  let i = 1;
  let letters = "";
  for (; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("-") || word === "-" || /^-[a-zA-Z]*[mc]/.test(word)) break;
    if (name === "py" && /^-\d/.test(word)) continue;
    letters += word;
    if (withValue.test(word)) i++;
  }
  const word = argv[i];
  letters += /^-[a-zA-Z]*[mc]/.exec(word ?? "")?.[0] ?? "";
  const safe = /[PI]/.test(letters) || Boolean(variable(to, "PYTHONSAFEPATH"));
  const fromEnvironment = /[EI]/.test(letters) ? [] : pythonPath(to, cwd);
  const dirs = (first: string): string[] => unique([...(safe ? [] : [first]), ...fromEnvironment]);

  const base: Program = { ...nothing, language: "python", server: "python" };
  if (word === undefined || word === "-") return { ...base, importDirs: dirs(cwd) };
  const option = /^-[a-zA-Z]*?([mc])(.*)$/s.exec(word);
  if (option?.[1] === "c") {
    const called = calledFunction(option[2] || (argv[i + 1] ?? ""));
    const importDirs = unique([...dirs(cwd), ...(called ? packedFolders(cwd, called.module) : [])]);
    const entry = called ? moduleEntry(to, called.module, importDirs, { attribute: called.attribute }) : null;
    return { ...base, importDirs, entry };
  }
  if (option?.[1] === "m") return pythonModule(option[2] ? i : i + 1, option[2] || argv[i + 1], dirs(cwd));
  const script = path.resolve(cwd, word);
  // A console script by its path: `python .venv/bin/NAME …`.
  const byScript = word.endsWith(".py") ? undefined : pythonTool(programName(word));
  if (byScript) return readKnownProgram(byScript, i + 1, step, to, dirs(path.dirname(script)));
  const ofFile = toolsWith("command").find((one) => one.command.script === path.basename(word));
  if (ofFile && argv[i + 1] !== undefined)
    return {
      ...readKnownProgram(ofFile, i + 1, step, to, dirs(path.dirname(script))),
      entry: fileEntry(to, word, cwd),
    };
  if (isFolder(script) && isFile(path.join(script, "__main__.py")))
    return {
      ...base,
      importDirs: dirs(script),
      entry: fileEntry(to, path.join(word, "__main__.py"), cwd),
      ...plainFlags(argv, i + 1),
    };
  return {
    ...base,
    importDirs: dirs(path.dirname(script)),
    entry: fileEntry(to, word, cwd),
    ...plainFlags(argv, i + 1),
  };

  function pythonModule(at: number, module: string | undefined, importDirs: string[]): Program {
    if (module === undefined) return { ...base, importDirs };
    if (
      module === "debugpy" ||
      module === "coverage" ||
      module === "cProfile" ||
      module === "memory_profiler"
    ) {
      const options = readOptions(argv, at + 1, {
        values: "listen, connect, log-to, configure-subProcess, rcfile, source, o, s, m",
        stopAtFirst: true,
      });
      const inner = optionValue(options, "m");
      if (inner) return pythonModule(inner.index, inner.value, importDirs);
      const file = options.positionals.find((p) => p.value !== "run")?.value;
      return { ...base, importDirs, entry: file ? fileEntry(to, file, cwd) : null };
    }
    const server = pythonTool(module.replace(/\.__main__$/, ""));
    if (server && !isOwn(module, importDirs)) return readKnownProgram(server, at + 1, step, to, importDirs);
    const written = writtenAsPath(module);
    const named: Entry = moduleEntry(to, written ?? module, importDirs, { run: true, own: false });
    const entry: Entry = written !== null && named.file !== null ? { ...named, path: module } : named;
    return { ...base, importDirs, entry, ...plainFlags(argv, at + 1) };
  }
}

function pythonTool(name: string): With<"command"> | undefined {
  return toolsOf(name, "command").find(({ language }) => language === "python");
}

/** A folder or file of the project that has the name of a server is not that server. */
function isOwn(module: string, importDirs: string[]): boolean {
  return importDirs.some(
    (d) => isFile(path.join(d, module, "__main__.py")) || isFile(path.join(d, `${module}.py`)),
  );
}

/** Folders in which pyproject.toml says that the package is, next to the usual `src`: an install puts them on the path. */
function packedFolders(cwd: string, module: string): string[] {
  const [top = ""] = module.split(".");
  const home = upward(cwd, "pyproject.toml") ?? cwd;
  const text = readText(path.join(home, "pyproject.toml")) ?? "";
  const named = [...text.matchAll(/["']([\w.-]+(?:\/[\w.-]+)*)["']/g)].map(([, word]) => word as string);
  return ["src", ...named.map((word) => (word.endsWith(`/${top}`) ? path.posix.dirname(word) : word))]
    .map((folder) => path.join(home, folder))
    .filter((folder) => isFolder(path.join(folder, top)) || isFile(path.join(folder, `${top}.py`)))
    .slice(0, 1);
}

function pythonPath(to: Gathered, cwd: string): string[] {
  const value = variable(to, "PYTHONPATH") ?? "";
  return value
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.resolve(cwd, folder));
}

function unique(folders: string[]): string[] {
  return [...new Set(folders)];
}
