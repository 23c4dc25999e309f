import path from "node:path";
import { isFile, isObject, jsonObject, readText } from "../../files.ts";
import type { Wraps } from "../../known/_define.ts";
import { toolsOf, type With } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { splitWords } from "../../shell/commands.ts";
import { quoteWord } from "../../shell/quote.ts";
import { addCommandFiles } from "./command-files.ts";
import { type Options, optionNames, optionValue, readOptions } from "./options.ts";
import { consoleScript, pyprojectScript } from "./pyproject-scripts.ts";
import { readShell } from "./read-shell.ts";
import { assign, assignments, type Gathered, type Peel, type Step } from "./state.ts";

/** Programs that run the command after their own words: sudo and timeout, `poetry run`, `dotenv --`, nodemon. */
export const peelWrapper: Peel = async (step, to) => {
  const argv = asProgram(step.argv);
  const tools = toolsOf(programName(argv[0] ?? ""), "wraps");
  // Of two programs of one name, the one that is told by its word (`dotenv run`) comes first.
  for (const tool of tools.toSorted((a, b) => Number(!a.wraps.sub) - Number(!b.wraps.sub))) {
    const inner = await peelTool(tool, { ...step, argv }, to);
    if (inner) return inner;
  }
  return null;
};

/** `python -m poetry run …` is `poetry run …`. */
function asProgram(argv: string[]): string[] {
  const isModule = /^python[\d.]*$|^py$/.test(programName(argv[0] ?? "")) && argv[1] === "-m";
  const known = isModule && toolsOf(argv[2] ?? "", "wraps").some(({ language }) => language === "python");
  return known ? argv.slice(2) : argv;
}

async function peelTool({ name, wraps }: With<"wraps">, step: Step, to: Gathered): Promise<Step | null> {
  const given = read(wraps, step.argv);
  const options = given?.at(-1);
  if (!given || !options) return null;
  const here = { ...step, cwd: folder(given, step.cwd) };
  const line = optionValue(options, "command")?.value ?? setting(wraps, here.cwd, "exec");
  const module = optionValue(options, "module")?.value;
  const words = ownSkipped(wraps, options, to);
  if (
    line === undefined &&
    (wraps.takes === "option" || (wraps.takes === "line" && !words[0]?.includes(" ")))
  )
    return null;
  if (words.length === 0 && line === undefined && module === undefined && !wraps.runs?.[""]) return null;

  for (const { value } of options.values.get("assign") ?? []) assign(value, to);
  if (wraps.envFiles) addCommandFiles(wraps.envFiles, given, { ...here, name, first: "" }, to);
  if (wraps.clears) {
    const { addDrops } = await import("./drops.ts");
    addDrops(wraps.clears, options, { ...here, name }, to);
  }
  if (wraps.reloads) to.reloads = true;
  const through = programName(step.argv[0] ?? "");
  const [table, names] = scriptsFor(wraps, words, given);
  const script = table && (await pyprojectScript(table, names, here, to, { through, wraps }));
  if (script || wraps.onlyScripts) return script ?? null;
  if (!wraps.silent) to.through.push(through);
  if (line !== undefined) {
    const rest = wraps.runs ? handedOn(wraps, step.argv, options) : words;
    return (
      readShell(
        [line, ...rest.map(quoteWord)].join(" "),
        { cwd: here.cwd, at: step.at, lines: false },
        to,
      ) ?? {
        ...here,
        argv: [...splitWords(line), ...rest],
      }
    );
  }
  if (module !== undefined) return { ...here, argv: ["python", "-m", module, ...words] };
  const installed = wraps.finds === "venv" ? await consoleScript(words, here, to) : null;
  if (installed) return installed;
  if (wraps.runs) return { ...here, argv: byFile(wraps, options, words, here.cwd) };
  const whole = wraps.takes === "line" || (wraps.splits && words.length === 1);
  return { ...here, argv: whole ? splitWords(words[0] as string) : words };
}

/** The table of its scripts, and the words with the script's own name: `hatch run dev:serve`, `hatch -e dev run serve`. */
function scriptsFor(
  { scripts, scriptsOf }: Wraps,
  words: string[],
  given: readonly Options[],
): [string[] | undefined, string[]] {
  if (!scripts || scriptsOf === undefined) return [scripts && [...scripts], words];
  const [, named, script] = /^([\w.-]+):(.+)$/.exec(words[0] ?? "") ?? [];
  const env =
    named ?? given.map((one) => optionValue(one, "env")?.value).findLast((one) => one !== undefined);
  const table = scripts.map((part) => (part === scriptsOf && env !== undefined ? env : part));
  return [table, script === undefined ? words : [script, ...words.slice(1)]];
}

/** Its options: those in front of the word that it begins with, and its own. null: it does not begin with that word. */
function read(wraps: Wraps, argv: readonly string[]): Options[] | null {
  const spec = { ...wraps.options, stopAtFirst: true } as const;
  if (!wraps.sub) return [readOptions(argv, 1, spec)];
  const outer = readOptions(argv, 1, { values: wraps.outer ?? "", stopAtFirst: true });
  const [word] = outer.positionals;
  const isSub = word !== undefined && wraps.sub.test(word.value);
  if (word === undefined || !(isSub || wraps.subMayLack)) return null;
  return [outer, readOptions(argv, isSub ? word.index + 1 : word.index, spec)];
}

function folder(given: readonly Options[], cwd: string): string {
  return given.reduce((at, options) => path.resolve(at, optionValue(options, "chdir")?.value ?? ""), cwd);
}

/** The words of the command itself. */
function ownSkipped({ skip, substitutes }: Wraps, options: Options, to: Gathered): string[] {
  let words = options.positionals.map((p) => p.value);
  if (typeof skip === "number") words = words.slice(skip);
  else if (skip) while (skip.test(words[0] ?? "")) words = words.slice(1);
  if (words[0] === "--") words = words.slice(1);
  words = assignments(words, to);
  // What a substitution gives was read with the script.
  while (substitutes && words[0]?.startsWith("$(")) words = assignments(words.slice(1), to);
  return words;
}

/** The command for a file that is named alone. */
function byFile(wraps: Wraps, options: Options, words: string[], cwd: string): string[] {
  const { runs = {} } = wraps;
  const other = runs[""];
  const [named, ...args] = words;
  const main = named ?? setting(wraps, cwd, "script") ?? packageMain(cwd) ?? "index.js";
  const program = runs[path.extname(main)];
  if (program !== undefined) return [program, main, ...args];
  if (other === undefined) return words;
  const passed = (wraps.passes ?? []).flatMap((name) =>
    (options.values.get(name) ?? []).flatMap(({ flag, value }) =>
      flag.startsWith("--") ? [`${flag}=${value}`] : [flag, value],
    ),
  );
  return [other, ...passed, main, ...args];
}

/** The words that it does not know as its own: they belong to the program. */
function handedOn({ options: spec }: Wraps, argv: readonly string[], options: Options): string[] {
  const own = new Set([...options.values.values()].flat().flatMap((v) => [v.index, v.index - 1]));
  const flags = optionNames(spec.flags ?? "");
  return argv
    .slice(1)
    .filter(
      (word, i) =>
        !own.has(i + 1) &&
        !/^--([\w-]+=.*)?$/.test(word) &&
        !(/^-/.test(word) && flags.has(word.replace(/^--?/, ""))),
    );
}

/** What a file with its settings says. */
function setting({ config = [] }: Wraps, cwd: string, name: "exec" | "script"): string | undefined {
  for (const { file, key } of config) {
    const parsed = jsonObject(readText(path.join(cwd, file)));
    const settings = key === undefined ? parsed : parsed[key];
    if (!isObject(settings)) continue;
    const value = settings[name];
    if (typeof value === "string") return value;
    if (typeof settings["exec"] === "string" || typeof settings["script"] === "string") return undefined;
  }
  return undefined;
}

function packageMain(cwd: string): string | undefined {
  const main = jsonObject(readText(path.join(cwd, "package.json")))["main"];
  if (typeof main === "string") return main;
  return isFile(path.join(cwd, "server.js")) ? "server.js" : undefined;
}
