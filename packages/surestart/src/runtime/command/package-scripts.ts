import path from "node:path";
import { isFile, readText } from "../../files.ts";
import type { Place } from "../../finding.ts";
import type { Manager } from "../../known/_define.ts";
import { isExecutor, toolsOf } from "../../known/_find.ts";
import { quoteWord } from "../../shell/quote.ts";
import { jsonPlace } from "../json-place.ts";
import { addRuntimeFiles } from "./command-files.ts";
import { optionValue, readOptions } from "./options.ts";
import { readShell } from "./read-shell.ts";
import { type Gathered, type Peel, programName, type Step, shown, upward } from "./state.ts";

/** npm, pnpm, yarn and bun scripts, `node --run`, npx and its sisters, and what runs several scripts in their order. */
export const peelPackageScript: Peel = (step, to) => {
  const name = programName(step.argv[0] ?? "");
  if (name === "node" || name === "nodejs") return peelNodeRun(step, to);
  if (isExecutor(name)) return peelExec(step, to, name, 1);
  if (toolsOf(name, "runner").some(({ runner }) => runner.reads === "package.json"))
    return peelRunSequence(step, to, name);
  const [tool] = toolsOf(name, "manager");
  return tool ? peelManager(step, to, tool.name, tool.manager) : null;
};

function peelManager(step: Step, to: Gathered, name: string, manager: Manager): Step | null {
  const spec = { ...manager.options, stopAtFirst: true } as const;
  const options = readOptions(step.argv, 1, spec);
  // With one of these a script that is not there is no fault, or is looked for in many places.
  const lenient = ["if-present", "workspaces", "ws", "recursive", "r"];
  let demands = !lenient.some((flag) => options.flags.has(flag) || step.argv.includes(`--${flag}`));
  const [first, second] = options.positionals;
  if (!first) return null;
  const folder = optionValue(options, "chdir")?.value;
  const cwd = folder === undefined ? step.cwd : path.resolve(step.cwd, folder);
  const workspace = optionValue(options, "workspace")?.value ?? optionValue(options, "filter")?.value;
  const at = { ...step, cwd };
  addRuntimeFiles(name, options, at, to);

  if (manager.exec.includes(first.value)) return peelExec(at, to, name, first.index + 1);
  let script = manager.run.includes(first.value) ? second : first;
  let target = workspace;
  // `npm run -w api start`, `npm run --prefix api start`: options may stand behind `run`, too.
  if (manager.run.includes(first.value) && script?.value.startsWith("-")) {
    const inner = readOptions(step.argv, first.index + 1, spec);
    script = inner.positionals[0];
    target ??= optionValue(inner, "workspace")?.value ?? optionValue(inner, "filter")?.value;
    const own = optionValue(inner, "chdir")?.value;
    if (own !== undefined) at.cwd = path.resolve(step.cwd, own);
  } else if (first.value === manager.workspaceWord && second) {
    target = second.value;
    script = options.positionals[2];
    if (script?.value === "run") script = options.positionals[3];
  } else if (!manager.run.includes(first.value) && !manager.bare && !ownScript(first.value)) return null;
  if (!script) return null;
  const named = ownScript(script.value) ?? script.value;
  // `bun server.ts` is a file, and `bun run server.ts` too.
  if (manager.files && isFile(path.resolve(at.cwd, named))) return null;
  let args = step.argv.slice(script.index + 1);
  if (manager.dashes || args[0] === "--") args = scriptArguments(args, manager);
  const asked = manager.run.includes(first.value) || ownScripts.has(first.value) || startName.test(named);
  demands &&= asked && !/[*:]$|^\.{0,2}\//.test(named);
  return packageScript(at, to, {
    script: named,
    args,
    through: name,
    workspace: target,
    bin: manager.bare === true,
    demands,
    unwritten: manager.unwritten,
  });

  function ownScript(word: string): string | undefined {
    return Object.hasOwn(manager.scripts ?? {}, word) ? manager.scripts?.[word] : undefined;
  }
}

/** Words that ask for a script in every manager. */
const ownScripts = new Set(["start", "test", "stop", "restart", "t", "tst"]);

/** `yarn dev`: no command of the manager has such a name. */
const startName = /^(start|serve|server|dev|develop|web|api)([:._-].*)?$/;

/** A manager with dashes hands on what follows them, and words before them that are not its own options. */
function scriptArguments(args: string[], manager: Manager): string[] {
  const dashes = args.indexOf("--");
  if (!manager.dashes) return args.slice(1);
  const before = (dashes < 0 ? args : args.slice(0, dashes)).filter((w) => !w.startsWith("-"));
  return [...before, ...(dashes < 0 ? [] : args.slice(dashes + 1))];
}

function packageScript(
  step: Step,
  to: Gathered,
  what: {
    script: string;
    args: string[];
    through: string;
    workspace?: string | undefined;
    bin: boolean;
    /** Without the script it fails. */
    demands: boolean;
    unwritten?: Manager["unwritten"] | undefined;
  },
): Step | null {
  let folder = upward(step.cwd, "package.json");
  if (folder === null) return null;
  const named = what.workspace === undefined ? null : workspaceFolder(folder, what.workspace);
  folder = named ?? folder;
  const file = path.join(folder, "package.json");
  const text = readText(file);
  const scripts = parse(text)?.scripts ?? {};
  let script = scripts[what.script];
  let place: Place | null = jsonPlace(text ?? "", ["scripts", what.script], shown(to, file));
  const unwritten = what.unwritten?.[what.script];
  if (script === undefined && unwritten && isFile(path.join(folder, unwritten.file))) {
    script = unwritten.command;
    place = null;
  }
  if (script === undefined && what.bin && isFile(path.join(folder, "node_modules/.bin", what.script))) {
    to.through.push(what.through);
    return { argv: [what.script, ...what.args], cwd: step.cwd, at: step.at };
  }
  if (script === undefined) {
    if (what.demands && text !== null && parse(text) !== null && (what.workspace === undefined || named))
      to.scriptMissing = {
        name: what.script,
        manager: what.through,
        file: shown(to, file),
        at: step.at ?? jsonPlace(text, ["scripts"], shown(to, file)) ?? { file: shown(to, file) },
        names: Object.keys(scripts),
      };
    return null;
  }
  const before = scripts[`pre${what.script}`];
  if (before !== undefined && what.through !== "node") {
    to.alone = false;
    to.steps.push({ text: before, cwd: folder });
  }
  to.through.push(what.through);
  const line = [script, ...what.args.map(quoteWord)].join(" ");
  return readShell(line, { cwd: folder, at: place, lines: false }, to);
}

function peelNodeRun(step: Step, to: Gathered): Step | null {
  const i = step.argv.findIndex((word, at) => at > 0 && (word === "--run" || word.startsWith("--run=")));
  // Only an option of node's own: nothing but options may stand before it.
  if (i < 0 || step.argv.slice(1, i).some((w) => !w.startsWith("-"))) return null;
  const word = step.argv[i] as string;
  const script = word.includes("=") ? word.slice(6) : step.argv[i + 1];
  if (script === undefined) return null;
  let args = step.argv.slice(word.includes("=") ? i + 1 : i + 2);
  if (args[0] === "--") args = args.slice(1);
  return packageScript(step, to, { script, args, through: "node", bin: false, demands: true });
}

/** npm-run-all's `run-s build start`: the last of its scripts. */
function peelRunSequence(step: Step, to: Gathered, name: string): Step | null {
  const names = step.argv.slice(1).filter((w) => !w.startsWith("-"));
  const last = names.at(-1);
  if (last === undefined || /[*:]$/.test(last)) return null;
  const [script = "", ...args] = last.split(" ");
  if (names.length > 1) to.alone = false;
  return packageScript(step, to, { script, args, through: name, bin: false, demands: true });
}

function peelExec(step: Step, to: Gathered, name: string, from: number): Step | null {
  const options = readOptions(step.argv, from, { values: "package p, call c", stopAtFirst: true });
  to.through.push(name);
  const call = optionValue(options, "call");
  if (call) return readShell(call.value, { cwd: step.cwd, at: step.at, lines: false }, to);
  const [first, ...rest] = options.positionals.map((p) => p.value);
  if (first === undefined) return null;
  // `npx nodemon@3`: the version is no part of the name.
  return { ...step, argv: [first.replace(/(?<=.)@[^@/]*$/, ""), ...rest] };
}

function workspaceFolder(root: string, name: string): string | null {
  const direct = path.resolve(root, name);
  if (isFile(path.join(direct, "package.json"))) return direct;
  const text = readText(path.join(root, "package.json"));
  const declared = parse(text)?.workspaces;
  const patterns = Array.isArray(declared) ? declared : (declared?.packages ?? ["packages/*", "apps/*"]);
  const last = name.split("/").at(-1) as string;
  for (const pattern of patterns) {
    const folder = path.join(root, pattern.replace(/\*+$/, last));
    if (parse(readText(path.join(folder, "package.json")))?.name === name) return folder;
  }
  return null;
}

interface PackageJson {
  name?: string;
  scripts?: Record<string, string>;
  workspaces?: string[] | { packages?: string[] };
}

function parse(text: string | null): PackageJson | null {
  try {
    return text === null ? null : (JSON.parse(text) as PackageJson);
  } catch {
    return null;
  }
}
