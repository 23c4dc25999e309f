import path from "node:path";
import { isFile, readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import type { Runner } from "../../known/_define.ts";
import { toolsOf } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { addCommandFiles } from "./command-files.ts";
import { MakeVariables } from "./make-variables.ts";
import { type Options, optionValue, readOptions } from "./options.ts";
import { readShell } from "./read-shell.ts";
import { addEnvFile, type Gathered, type Peel, type Step, shown } from "./state.ts";

/**
 * Programs that run a command which is written in a file of theirs: make, Procfile runners, deno's tasks. The readers of the
 * rarer ones are loaded when one of those is there.
 */
export const peelTaskRunner: Peel = async (step, to) => {
  for (const { name, runner } of toolsOf(programName(step.argv[0] ?? ""), "runner")) {
    const given = readOptions(step.argv, 1, runner.options);
    const { reads, sub, files = [] } = runner;
    if (reads === "Makefile") return peelMake(given, step, to);
    const isSub = sub?.test(given.positionals[0]?.value ?? "") ?? false;
    if (sub && !isSub && !runner.subMayLack) continue;
    if (isSub) given.positionals.shift();
    switch (reads) {
      case "Procfile":
        return peelProcfile({ name, runner }, given, step, to);
      case "deno.json":
        return peelDenoTask(step, to, runner);
      case "nx":
        return (await import("./nx.ts")).peelNx(runner, given, step, to);
      case "justfile":
        return (await import("./recipes.ts")).peelJustfile(name, given, step, to);
      case "tasks":
        return (await import("./recipes.ts")).peelTaskfile(name, files, given, step, to);
      case "tasks.py":
        return (await import("./python-tasks.ts")).peelTaskModule(name, given, step, to);
      case "tox.ini":
        return (await import("./python-tasks.ts")).peelTox(name, given, step, to);
      case "processes":
        return (await import("./process-file.ts")).peelProcessFile(name, given, step, to);
      case "commands":
      case "scripts":
        return (await import("./parallel.ts")).peelParallel(name, given, step, to, reads === "scripts");
    }
  }
  return null;
};

/** `make run`: the recipe of the target, when its lines use no functions of make. */
function peelMake(options: Options, step: Step, to: Gathered): Step | null {
  const cwd = path.resolve(step.cwd, optionValue(options, "chdir")?.value ?? "");
  const named = optionValue(options, "file")?.value;
  const name = (named === undefined ? ["GNUmakefile", "makefile", "Makefile"] : [named]).find((f) =>
    isFile(path.join(cwd, f)),
  );
  if (name === undefined) return null;
  const file = path.join(cwd, name);
  const lines = (readText(file) ?? "").split(/\r?\n/);
  const target = options.positionals.find((p) => !p.value.includes("="))?.value;
  const isTarget = (line: string): boolean =>
    target === undefined
      ? /^[A-Za-z][\w./-]*\s*:(?!=)/.test(line)
      : line.split(":")[0]?.split(/\s+/).includes(target) === true && /:(?!=)/.test(line);
  const start = lines.findIndex(isTarget);
  if (start < 0) return null;
  let end = start + 1;
  while (end < lines.length && (/^\t/.test(lines[end] as string) || lines[end] === "")) end++;
  const recipe = lines.slice(start + 1, end).map((line) => line.replace(/^\t[@+-]*/, ""));
  const given = new Map<string, string>();
  for (const { value } of options.positionals) {
    const m = /^([A-Za-z_]\w*)=(.*)$/.exec(value);
    if (m) given.set(m[1] as string, m[2] as string);
  }
  // `$(VENV)/bin/python` is make's own; `$$HOME` is the shell's.
  const variables = new MakeVariables(lines, given, cwd, to);
  const expanded = recipe.map((line) => variables.expand(line));
  if (expanded.some((line) => line === null)) return null;
  for (const [name, value] of given) to.env[name] = value;
  for (const name of variables.exported) {
    const value = variables.value(name);
    if (value !== undefined) to.env[name] ??= value;
  }
  included(lines, { ...step, cwd }, to, shown(to, file));
  const at = { file: shown(to, file), line: start + 2 };
  const text = expanded.join("\n").replaceAll("$$", "$");
  // A target of others alone makes them: the last of them is what goes on.
  const needs =
    (lines[start] as string)
      .split(/:(?!=)/)[1]
      ?.replace(/[#;|].*$/, "")
      .trim()
      .split(/\s+/) ?? [];
  const next = needs.at(-1);
  if (text.trim() === "" && next && next !== target && lines.some((line) => line.startsWith(`${next}:`))) {
    to.alone = false;
    return { ...step, argv: [...step.argv.filter((word) => word !== target), next] };
  }
  const inner = readShell(text, { cwd, at, lines: true }, to);
  if (inner) {
    to.through.push("make");
    if (/:(?!=)\s*\S/.test(lines[start] as string)) to.alone = false;
  }
  return inner;
}

/** `include .env` and `export`: make hands its lines on as they stand, quotes and all, as docker does. */
function included(lines: readonly string[], step: Step, to: Gathered, makefile: string): void {
  if (!lines.some((line) => /^export\b(?!.*=)/.test(line))) return;
  lines.forEach((line, i) => {
    const [, soft, names] = /^(-|s)?include\s+(.+)$/.exec(line) ?? [];
    for (const name of names?.trim().split(/\s+/) ?? []) {
      if (!/(^|\/)\.env[\w.-]*$/.test(name)) continue;
      const at = { file: makefile, line: i + 1 };
      const more = { optional: soft !== undefined, override: true, how: line.trim() };
      addEnvFile(to, { ...step, at }, name, "docker", more);
    }
  });
}

function peelProcfile(
  { name, runner }: { name: string; runner: Runner },
  options: Options,
  step: Step,
  to: Gathered,
): Step | null {
  const cwd = path.resolve(step.cwd, optionValue(options, "chdir")?.value ?? "");
  const file = path.resolve(cwd, optionValue(options, "file")?.value ?? "Procfile");
  const entries = (readText(file) ?? "").split(/\r?\n/).flatMap((line, i) => {
    const m = /^([\w-]+)\s*:\s*(.+)$/.exec(line);
    return m ? [{ name: m[1] as string, command: m[2] as string, line: i + 1 }] : [];
  });
  const wanted = options.positionals[0]?.value;
  const entry =
    entries.find((e) => e.name === (wanted ?? "web")) ?? (entries.length === 1 ? entries[0] : undefined);
  if (!entry) return null;
  if (wanted === undefined && entries.length > 1) to.alone = false;
  if (runner.envFiles) addCommandFiles(runner.envFiles, [options], { ...step, cwd, name, first: "" }, to);
  to.through.push(name);
  return readShell(entry.command, { cwd, at: { file: shown(to, file), line: entry.line }, lines: false }, to);
}

function peelDenoTask(step: Step, to: Gathered, runner: Runner): Step | null {
  const options = readOptions(step.argv, 2, { ...runner.options, stopAtFirst: true });
  const [name, ...args] = options.positionals.map((p) => p.value);
  const folder = upward(step.cwd, "deno.json") ?? upward(step.cwd, "deno.jsonc");
  if (name === undefined || folder === null) return null;
  const file = path.join(folder, isFile(path.join(folder, "deno.json")) ? "deno.json" : "deno.jsonc");
  const text = readText(file) ?? "";
  // deno.jsonc has comments: the task is read from its line, which both kinds share.
  const lines = text.split(/\r?\n/);
  const key = new RegExp(`"${name.replace(/[^\w-]/g, "\\$&")}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`);
  const i = lines.findIndex((line) => key.test(line));
  const written = key.exec(lines[i] ?? "")?.[1];
  if (written === undefined) return null;
  to.through.push("deno");
  const command = [String(JSON.parse(written)), ...args].join(" ");
  return readShell(command, { cwd: folder, at: { file: shown(to, file), line: i + 1 }, lines: false }, to);
}
