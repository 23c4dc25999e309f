import path from "node:path";
import type { Command } from "../../known/_define.ts";
import { commandOf, toolsOf } from "../../known/_find.ts";
import { type Load, loadOfModule } from "../../known/_find-loads.ts";
import { splitWords } from "../../shell/commands.ts";
import { ofMode } from "./command-files.ts";
import { scriptEntry } from "./entry.ts";
import { scriptLanguage } from "./known-program.ts";
import { readOptions } from "./options.ts";
import { nothing, type Program, plainFlags } from "./program-facts.ts";
import { addEnvFile, type Gathered, type Step, shown, variable } from "./state.ts";

/** node, and what runs a file as node does: tsx, ts-node. null for anything else. */
export function readNodeProgram(name: string, step: Step, to: Gathered): Program | null {
  // `node22`, where a system has several.
  const program = name.replace(/(?<=^node(?:js)?)\d+$/, "");
  const like = toolsOf(program, "command").find(({ command }) => command.like === "node");
  return like ? readNode(like.command, step, to) : null;
}

function readNode(command: Command, step: Step, to: Gathered): Program {
  const { argv } = step;
  const word = argv[1] ?? "";
  const from = command.entry?.after?.test(word) ? 2 : 1;
  const options = readOptions(argv, from, { values: valuesOf(command), stopAtFirst: true });
  preload(splitWords(variable(to, "NODE_OPTIONS") ?? ""), 0, step, to);
  const [first] = options.positionals;
  preload(argv.slice(0, first?.index ?? argv.length), from, step, to);
  for (const file of ["env-file", "env-file-if-exists"])
    for (const { value, flag } of options.values.get(file) ?? []) {
      const how = `${flag}=${value}`;
      // Of several files the later one wins; the environment wins over all.
      addEnvFile(to, step, value, "node", { optional: file !== "env-file", how });
    }
  const reloads =
    options.flags.has("watch") ||
    options.values.has("watch-path") ||
    command.reloads?.always === true ||
    command.reloads?.command?.test(word) === true;
  const base: Program = { ...nothing, language: "javascript", server: "node", reloads };
  if (!first || options.values.has("eval") || options.values.has("print")) return base;
  const target = first.value === "inspect" ? options.positionals[1] : first;
  if (!target) return base;
  const entry = scriptEntry(to, target.value, step.cwd, command.entry?.endings ?? []);
  return { ...base, language: scriptLanguage(entry), entry, ...plainFlags(argv, target.index + 1) };
}

/** Options with a value: Node's own, and those of what runs a file as Node does. */
function valuesOf(command?: Command): string {
  return [commandOf("node")?.options.values, command?.options.values].join(", ");
}

/** `-r dotenv/config`, `--import ./x.mjs`: what runs before the entry. */
function preload(words: string[], from: number, step: Step, to: Gathered): void {
  const options = readOptions(words, from, { values: valuesOf() });
  const modules = [...(options.values.get("require") ?? []), ...(options.values.get("import") ?? [])];
  for (const { value, flag } of modules) {
    const load = loadOfModule(value);
    if (load) {
      const [named, override] = [told(load, load.path, step, to), told(load, load.override, step, to)];
      const usual = load.usual === "convention" ? ofMode(undefined, to) : (load.files ?? [".env"]);
      for (const file of named === undefined ? usual : [named])
        addEnvFile(to, step, file, load.dialect, {
          optional: true,
          override: override === "true",
          how: `${flag} ${value}`,
          ...(load.package === null ? {} : { needs: load.package }),
        });
    } else if (/^\.{0,2}\//.test(value)) to.preloads.push(shown(to, path.resolve(step.cwd, value)));
  }
}

/** What the command line or a variable tells a preloaded loader: `dotenv_config_path=FILE`, DOTENV_CONFIG_PATH. */
function told(load: Load, parameter: string | undefined, step: Step, to: Gathered): string | undefined {
  if (load.told === undefined || parameter === undefined) return undefined;
  for (const name of parameter.split(" ")) {
    const word = load.told + name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const given = step.argv.find((one) => one.startsWith(`${word}=`))?.slice(word.length + 1);
    const found = given ?? variable(to, word.toUpperCase());
    if (found !== undefined) return found;
  }
  return undefined;
}
