import path from "node:path";
import type { Entry } from "../../facts.ts";
import { isFile, isObject, jsonObject, readText } from "../../files.ts";
import type { Command, EntryRule } from "../../known/_define.ts";
import { serverOf, type With } from "../../known/_find.ts";
import { addCommandFiles } from "./command-files.ts";
import { appEntry, fileEntry, importEntry, scriptEntry } from "./entry.ts";
import { type Options, optionValue, readOptions } from "./options.ts";
import { address, nothing, type Program } from "./program-facts.ts";
import { assign, type Gathered, isTrue, type Step, shown, variable } from "./state.ts";

/**
 * Reads the command line of a known tool from word `from` on, by its row.
 *
 * @param importDirs the folders that Python itself searches first for this command; a server that adds its own puts them before
 */
export function readKnownProgram(
  tool: With<"command">,
  from: number,
  step: Step,
  to: Gathered,
  importDirs: string[] = [],
): Program {
  const { command } = tool;
  const { after } = command.entry ?? {};
  // `deno run --port 8000 main.ts`: its options follow the word.
  const start = command.options.stopAtFirst && after?.test(step.argv[from] ?? "") ? from + 1 : from;
  const options = readOptions(step.argv, start, command.options);
  const words = options.positionals;
  const base: Program = { ...nothing, language: tool.language ?? null, importDirs };
  for (const { value } of options.values.get("assign") ?? []) assign(value, to);
  for (const [option, name] of Object.entries(command.sets ?? {})) {
    const set = optionValue(options, option);
    if (set) to.env[name] = set.value;
  }
  const first = words[0]?.value ?? "";
  if (command.serves && !command.serves.test(first))
    return { ...base, server: tool.language === "python" ? "python" : null };

  if (command.envFiles) addCommandFiles(command.envFiles, [options], { ...step, first, name: tool.name }, to);
  for (const { value } of options.values.get("preload") ?? [])
    to.preloads.push(shown(to, path.resolve(step.cwd, value)));
  const names = command.serves || after?.test(first) ? words.slice(1) : words;
  const found = readEntry(command, options, names, step, to, importDirs);
  const word = command.positional ? names[0] : undefined;
  const bound = address(
    word && command.positional === "address"
      ? { ...word, flag: "addrport" }
      : optionValue(options, "address"),
  );
  const { variables } = serverOf(tool.name)?.tell ?? {};
  const isSet = variables && variable(to, variables.port) !== undefined;
  return {
    ...base,
    ...found,
    server: command.as ?? (tool.server ? tool.name : null),
    port:
      optionValue(options, "port") ??
      (word && command.positional === "port" ? { ...word, flag: "port" } : bound.port),
    host: optionValue(options, "host") ?? bound.host,
    reloads: reloads(command, options, first, to),
    ...(isSet ? { portVariable: variables.port } : {}),
  };
}

type Found = Partial<Pick<Program, "entry" | "importDirs" | "language">>;

function readEntry(
  { entry: rule }: Command,
  options: Options,
  words: Options["positionals"],
  step: Step,
  to: Gathered,
  dirs: string[],
): Found {
  const cwd = path.resolve(step.cwd, optionValue(options, "chdir")?.value ?? "");
  const extra = (optionValue(options, "pythonpath")?.value.split(",") ?? []).map((d) => path.resolve(cwd, d));
  if (!rule) return { importDirs: unique([...extra, ...withoutBin(dirs)]) };
  if (rule.as === "import") {
    const folder = path.resolve(cwd, optionValue(options, "folder")?.value ?? "");
    const importDirs = unique([...(rule.asPython ? [] : [folder]), ...extra, ...withoutBin(dirs)]);
    const word =
      words.find((p) => /^[\w.]+:[\w.]+(\(.*\))?$/.test(p.value))?.value ??
      optionValue(options, "app")?.value ??
      words[0]?.value ??
      fromVariable(rule, to);
    return { importDirs, entry: word === undefined ? null : importEntry(word, rule, to, importDirs) };
  }
  if (rule.as === "app") {
    const named = optionValue(options, "app")?.value ?? words[0]?.value ?? fromVariable(rule, to);
    const { entry, importDir } = appEntry(named ?? fromFiles(rule, step.cwd), step.cwd, to);
    const attribute = optionValue(options, "attribute")?.value;
    return {
      importDirs: unique([importDir, ...withoutBin(dirs)]),
      entry: attribute === undefined ? entry : { ...entry, attribute },
    };
  }
  const word = rule.unnamed
    ? (fromConfig(rule, words[0]?.value, step.cwd) ?? fromFiles(rule, step.cwd))
    : words[0]?.value;
  if (word === undefined || /^(https?|jsr|npm):/.test(word) || !word.endsWith(rule.ending ?? ""))
    return { entry: null };
  if (rule.as === "file") return { entry: fileEntry(to, word, step.cwd) };
  const entry = scriptEntry(to, word, step.cwd, rule.endings ?? []);
  return { entry, ...(rule.endings ? { language: scriptLanguage(entry) } : {}) };
}

export function scriptLanguage({ file, missing }: Entry): "typescript" | "javascript" {
  return /\.[mc]?tsx?$/.test(file ?? missing ?? "") ? "typescript" : "javascript";
}

function fromVariable({ variable: name }: EntryRule, to: Gathered): string | undefined {
  return name === undefined ? undefined : variable(to, name);
}

function fromConfig({ config }: EntryRule, project: string | undefined, cwd: string): string | undefined {
  if (!config) return undefined;
  const whole = jsonObject(readText(path.join(cwd, config.file)));
  const { [config.projects]: all } = whole;
  const own = isObject(all) && project !== undefined ? all[project] : whole;
  const { [config.folder]: folder = "src", [config.name]: name = "main" } = isObject(own) ? own : {};
  const stem = path.posix.join(String(folder), String(name));
  return [`${stem}.ts`, `${stem}.js`].find((file) => isFile(path.join(cwd, file)));
}

function fromFiles({ files = [], otherwise }: EntryRule, cwd: string): string {
  return files.find((file) => isFile(path.join(cwd, file))) ?? otherwise ?? (files[0] as string);
}

function reloads(
  { reloads: rule, options: spec }: Command,
  options: Options,
  first: string,
  to: Gathered,
): boolean {
  const has = (flag: string | undefined): boolean =>
    flag !== undefined && (options.flags.has(flag) || options.values.has(flag));
  if (/\bworkers\b/.test(spec.values) && Number(optionValue(options, "workers")?.value ?? 1) > 1) return true;
  if (!rule) return false;
  if (rule.flags?.split(" ").some(has)) return true;
  const asked = rule.always || rule.command?.test(first) || has(rule.flag) || isTrue(rule.variable, to);
  return Boolean(asked) && !has(rule.unless);
}

/** The folder of a console script has no module of the project. */
function withoutBin(dirs: string[]): string[] {
  return dirs.filter((d) => d !== "." && !/[\\/](bin|Scripts)$/.test(d));
}

function unique(folders: string[]): string[] {
  return [...new Set(folders)];
}
