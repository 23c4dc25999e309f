import path from "node:path";
import { type Options, optionValue, readOptions } from "./options.ts";
import { readShell } from "./shell-script.ts";
import { quoteWord, splitWords } from "./shell-words.ts";
import { isFile, type Peel, programName, readText, type Step } from "./state.ts";

/** Programs that start another one again when files change: nodemon, watchmedo, watchfiles, `tsx watch` is node's. */
export const peelWatcher: Peel = (step, to) => {
  const name = programName(step.argv[0] ?? "");
  const inner =
    name === "nodemon"
      ? nodemon(step)
      : name === "watchmedo"
        ? watchmedo(step)
        : name === "watchfiles"
          ? watchfiles(step)
          : name === "tsc-watch"
            ? tscWatch(step)
            : null;
  if (inner === null || inner.length === 0) return null;
  to.through.push(name);
  to.reloads = true;
  return readShell(inner.map(quoteWord).join(" "), { cwd: step.cwd, at: step.at, lines: false }, to);
};

const runners: Record<string, string[]> = {
  ".py": ["python"],
  ".ts": ["ts-node"],
  ".rb": ["ruby"],
  ".pl": ["perl"],
  ".sh": ["sh"],
};

function nodemon(step: Step): string[] | null {
  const options = readOptions(step.argv, 1, {
    values:
      "exec x, watch w, ext e, ignore i, delay d, signal s, config, cwd C, on-change-only, require r, import, env-file, env-file-if-exists",
    stopAtFirst: true,
  });
  const config = nodemonConfig(step.cwd);
  const exec = optionValue(options, "exec")?.value ?? config.exec;
  const words = options.positionals.map((p) => p.value);
  if (exec !== undefined) return [...splitWords(exec), ...handedOn(step.argv, options)];
  const [script, ...args] = words;
  const main = script ?? config.script ?? packageMain(step.cwd) ?? "index.js";
  const runner = runners[path.extname(main)];
  if (runner) return [...runner, main, ...args];
  // Options that nodemon does not know belong to node.
  const node = ["require", "import", "env-file", "env-file-if-exists"].flatMap((name) =>
    (options.values.get(name) ?? []).map(({ flag, value }) =>
      flag.startsWith("--") ? [`${flag}=${value}`] : [flag, value],
    ),
  );
  return ["node", ...node.flat(), main, ...args];
}

/** The words that nodemon does not know as its own: they belong to the program. */
function handedOn(argv: readonly string[], options: Options): string[] {
  const own = new Set([...options.values.values()].flat().flatMap((v) => [v.index, v.index - 1]));
  const flags =
    /^(-[VqLI]|--(verbose|quiet|spawn|legacy-watch|no-stdin|no-update-notifier|exitcrash|dump|no-colours|exec)|--|--[\w-]+=.*)$/;
  return argv.slice(1).filter((word, i) => !own.has(i + 1) && !flags.test(word));
}

function nodemonConfig(cwd: string): { exec?: string; script?: string } {
  for (const [file, key] of [
    ["nodemon.json", null],
    ["package.json", "nodemonConfig"],
  ] as const) {
    const text = readText(path.join(cwd, file));
    if (text === null) continue;
    try {
      const parsed = JSON.parse(text) as Record<string, unknown>;
      const config = (key === null ? parsed : (parsed[key] ?? {})) as { exec?: unknown; script?: unknown };
      if (typeof config.exec === "string") return { exec: config.exec };
      if (typeof config.script === "string") return { script: config.script };
    } catch {
      // A config that cannot be read is the watcher's own matter.
    }
  }
  return {};
}

function packageMain(cwd: string): string | null {
  try {
    const { main } = JSON.parse(readText(path.join(cwd, "package.json")) ?? "{}") as { main?: unknown };
    if (typeof main === "string") return main;
  } catch {
    return null;
  }
  return isFile(path.join(cwd, "server.js")) ? "server.js" : null;
}

function watchmedo(step: Step): string[] | null {
  if (step.argv[1] !== "auto-restart" && step.argv[1] !== "shell-command") return null;
  const options = readOptions(step.argv, 2, {
    values:
      "directory d, pattern p, patterns, ignore-pattern i, ignore-patterns, signal, kill-after, interval, timeout, command c",
    stopAtFirst: true,
  });
  const command = optionValue(options, "command");
  return command ? splitWords(command.value) : options.positionals.map((p) => p.value);
}

function watchfiles(step: Step): string[] | null {
  const options = readOptions(step.argv, 1, {
    values: "filter, args, ignore-paths, target-type, sigint-timeout, grace-period, sigkill-timeout",
    stopAtFirst: true,
  });
  const target = options.positionals[0]?.value;
  return target?.includes(" ") ? splitWords(target) : null;
}

function tscWatch(step: Step): string[] | null {
  const options = readOptions(step.argv, 1, { values: "onSuccess, onFirstSuccess, project p" });
  const command = optionValue(options, "onSuccess") ?? optionValue(options, "onFirstSuccess");
  return command ? splitWords(command.value) : null;
}
