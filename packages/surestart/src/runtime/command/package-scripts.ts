import path from "node:path";
import { isFile, readText } from "../../files.ts";
import type { Place } from "../../finding.ts";
import { upward } from "../../folders.ts";
import type { Manager, Runner } from "../../known/_define.ts";
import { isExecutor, toolsOf } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { quoteWord } from "../../shell/quote.ts";
import { jsonPlace } from "../json-place.ts";
import type { chosenWorkspace } from "./chosen-workspaces.ts";
import { addRuntimeFiles } from "./command-files.ts";
import { type Options, optionValue, readOptions } from "./options.ts";
import { readShell } from "./read-shell.ts";
import { type Gathered, type Peel, type Step, shown } from "./state.ts";

/** npm, pnpm, yarn and bun scripts, `node --run`, npx and its sisters, and what runs several scripts in their order. */
export const peelPackageScript: Peel = (step, to) => {
  const name = programName(step.argv[0] ?? "");
  if (name === "node" || name === "nodejs") return peelNodeRun(step, to);
  if (isExecutor(name)) return peelExec(step, to, name, 1);
  const [running] = toolsOf(name, "runner");
  if (running?.runner.reads === "package.json") return peelRunSequence(step, to, name);
  if (running?.runner.reads === "workspaces") return peelWorkspaces(step, to, name, running.runner);
  const [tool] = toolsOf(name, "manager");
  return tool ? peelManager(step, to, tool.name, tool.manager) : null;
};

async function peelManager(step: Step, to: Gathered, name: string, manager: Manager): Promise<Step | null> {
  // Some take their own options wherever they stand, up to two dashes.
  const dashes = manager.dashes ? step.argv.indexOf("--") : -1;
  const words = dashes < 0 ? step.argv : step.argv.slice(0, dashes);
  const spec = manager.dashes ? manager.options : ({ ...manager.options, stopAtFirst: true } as const);
  const options = readOptions(words, 1, spec);
  // With one of these a script that is not there is no fault, or is looked for in many places.
  const lenient = ["if-present", "workspaces", "ws", "recursive", "r"];
  let demands = !lenient.some((flag) => options.flags.has(flag) || words.includes(`--${flag}`));
  const [first, second] = options.positionals;
  if (!first) return null;
  const at = { ...step };
  const filters: string[] = [];
  const hear = (given: Options): void => {
    at.cwd = path.resolve(at.cwd, optionValue(given, "chdir")?.value ?? "");
    for (const option of ["workspace", "filter"])
      filters.push(...(given.values.get(option) ?? []).map(({ value }) => value));
  };
  hear(options);
  addRuntimeFiles(name, options, at, to);

  let script = manager.run.includes(first.value) ? second : first;
  // `npm run -w api start`, `pnpm run --filter api start`: options may be after `run`, too.
  if (manager.run.includes(first.value) && script?.value.startsWith("-")) {
    const inner = readOptions(step.argv, first.index + 1, spec);
    script = inner.positionals[0];
    hear(inner);
  } else if (first.value === manager.workspaceWord && second) {
    filters.push(second.value);
    script = options.positionals[2];
    if (script?.value === "run") script = options.positionals[3];
  }
  const exec = manager.exec.includes(first.value);
  const known = manager.run.includes(first.value) || first.value === manager.workspaceWord;
  if (!exec && !known && !manager.bare && !ownScript(first.value)) return null;
  if (!script) return null;
  const named = ownScript(script.value) ?? script.value;
  const chosen = filters.length > 0 ? await choose(at.cwd, filters, exec ? null : named) : null;
  if (filters.length > 0 && !chosen) return null;
  if (chosen && !chosen.alone) to.alone = false;
  if (chosen && exec) at.cwd = chosen.workspace.folder;
  if (exec) return peelExec(at, to, name, first.index + 1);
  // `bun server.ts` is a file, and `bun run server.ts` too.
  if (manager.files && isFile(path.resolve(at.cwd, named))) return null;
  const rest = step.argv.slice(script.index + 1);
  const args = manager.dashes
    ? [
        ...options.positionals.filter(({ index }) => index > script.index).map(({ value }) => value),
        ...(dashes < 0 ? [] : step.argv.slice(dashes + 1)),
      ]
    : rest[0] === "--"
      ? rest.slice(1)
      : rest;
  const asked = manager.run.includes(first.value) || ownScripts.has(first.value) || startName.test(named);
  demands &&= asked && !/[*:]$|^\.{0,2}\//.test(named);
  return packageScript(at, to, {
    script: named,
    args,
    through: name,
    folder: chosen?.workspace.folder,
    bin: manager.bare === true,
    demands,
    unwritten: manager.unwritten,
  });

  function ownScript(word: string): string | undefined {
    return Object.hasOwn(manager.scripts ?? {}, word) ? manager.scripts?.[word] : undefined;
  }
}

/** Loaded where a command speaks of workspaces. */
const choose: typeof chosenWorkspace = async (...asked) =>
  (await import("./chosen-workspaces.ts")).chosenWorkspace(...asked);

/** Words that ask for a script in every manager. */
const ownScripts = new Set(["start", "test", "stop", "restart", "t", "tst"]);

/** `yarn dev`: no command of the manager has such a name. */
const startName = /^(start|serve|server|dev|develop|web|api)([:._-].*)?$/;

export function packageScript(
  step: Step,
  to: Gathered,
  what: {
    script: string;
    args: string[];
    through: string;
    /** The workspace that is asked for it. */
    folder?: string | undefined;
    bin: boolean;
    /** Without the script it fails. */
    demands: boolean;
    unwritten?: Manager["unwritten"] | undefined;
  },
): Step | null {
  const folder = what.folder ?? upward(step.cwd, "package.json");
  if (folder === null) return null;
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
    if (what.demands && text !== null && parse(text) !== null)
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

/** `turbo run dev --filter=api`, `lerna run start --scope api`: the script of the workspace that is meant. */
async function peelWorkspaces(step: Step, to: Gathered, name: string, runner: Runner): Promise<Step | null> {
  const options = readOptions(step.argv, 1, runner.options);
  const words = options.positionals.filter(({ index }) => !step.argv.slice(0, index).includes("--"));
  const isSub = runner.sub?.test(words[0]?.value ?? "") ?? false;
  if (!isSub && !runner.subMayLack) return null;
  // `api#dev` is a task of one workspace.
  const [task = "", of] = (words[isSub ? 1 : 0]?.value ?? "").split("#").toReversed();
  if (task === "") return null;
  const filters = of === undefined ? (options.values.get("filter") ?? []).map(({ value }) => value) : [of];
  const found = await choose(step.cwd, filters, task);
  if (!found) return null;
  const { folder, scripts } = found.workspace;
  if (!Object.hasOwn(scripts, task)) return null;
  to.alone = false;
  return packageScript(step, to, {
    script: task,
    args: [],
    through: name,
    folder,
    bin: false,
    demands: false,
  });
}

function peelNodeRun(step: Step, to: Gathered): Step | null {
  const i = step.argv.findIndex((word, at) => at > 0 && (word === "--run" || word.startsWith("--run=")));
  // Only an option of node's own: nothing but options may be before it.
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
  const options = readOptions(step.argv, from, {
    values: "package p, call c, workspace w",
    stopAtFirst: true,
  });
  to.through.push(name);
  const call = optionValue(options, "call");
  if (call) return readShell(call.value, { cwd: step.cwd, at: step.at, lines: false }, to);
  const [first, ...rest] = options.positionals.map((p) => p.value);
  if (first === undefined) return null;
  // `npx nodemon@3`: the version is no part of the name.
  return { ...step, argv: [first.replace(/(?<=.)@[^@/]*$/, ""), ...rest] };
}

interface PackageJson {
  name?: string;
  scripts?: Record<string, string>;
}

function parse(text: string | null): PackageJson | null {
  try {
    return text === null ? null : (JSON.parse(text) as PackageJson);
  } catch {
    return null;
  }
}
