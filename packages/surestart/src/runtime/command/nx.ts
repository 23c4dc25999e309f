import path from "node:path";
import { isFile, isObject, jsonObject, readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import type { Runner } from "../../known/_define.ts";
import { jsonPlace } from "../json-place.ts";
import { monorepoAt, type Workspace, workspaceIn } from "./chosen-workspaces.ts";
import { addCommandFiles } from "./command-files.ts";
import { type Options, optionValue } from "./options.ts";
import { packageScript } from "./package-scripts.ts";
import { readShell } from "./read-shell.ts";
import { type Gathered, type Step, shown } from "./state.ts";

/** A project with its targets: https://nx.dev/reference/project-configuration */
interface Project extends Workspace {
  targets: Record<string, Target>;
}

interface Target {
  command?: string;
  options?: Record<string, unknown>;
}

/**
 * `nx serve api`, `nx run api:serve`: the command of the target. What builds the program first and then starts it says the
 * program's main file: that is kept as what is started.
 */
export async function peelNx(
  { envFiles }: Runner,
  options: Options,
  step: Step,
  to: Gathered,
): Promise<Step | null> {
  const words = options.positionals.map(({ value }) => value);
  const root = upward(step.cwd, "nx.json");
  if (root === null) return null;
  const all = await projectsIn(root);
  const here = all.findLast(({ folder }) => path.resolve(step.cwd) === folder);
  const [name, task] = asked(words, options);
  const project = name === undefined ? here : named(all, name);
  if (task === undefined || !project) return null;
  to.alone = false;
  for (const cwd of envFiles ? new Set([project.folder, root]) : [])
    addCommandFiles(
      envFiles as NonNullable<typeof envFiles>,
      [options],
      { ...step, cwd, name: "nx", first: "" },
      to,
    );
  const target = project.targets[task];
  if (!target && Object.hasOwn(project.scripts, task))
    return packageScript(step, to, {
      script: task,
      args: [],
      through: "nx",
      folder: project.folder,
      bin: false,
      demands: false,
    });
  const line = lineOf(target);
  if (line !== null) {
    const cwd = path.resolve(root, text(target?.options?.["cwd"]) ?? "");
    const file = path.join(project.folder, "project.json");
    const at = jsonPlace(readText(file) ?? "", ["targets", task], shown(to, file)) ?? step.at;
    const inner = readShell(line, { cwd, at, lines: false }, to);
    if (inner) to.through.push("nx");
    return inner;
  }
  const main = target ? mainOf(target, project, all) : guessed(task, project);
  const found = main && [root, project.folder].map((folder) => path.join(folder, main)).find(isFile);
  if (found) to.main = shown(to, found);
  return null;
}

/** The project and the target that the words name. */
function asked(
  words: readonly string[],
  options: Options,
): [project: string | undefined, task: string | undefined] {
  const [first, second] = words;
  if (first === "run") return (second ?? "").split(":").slice(0, 2) as [string, string];
  if (first === "run-many")
    return [
      optionValue(options, "projects")?.value.split(",")[0],
      optionValue(options, "targets")?.value.split(",")[0],
    ];
  return [second, first];
}

async function projectsIn(root: string): Promise<Project[]> {
  const { workspaces } = (await monorepoAt(root)) ?? { workspaces: [] };
  return [workspaceIn(root), ...workspaces].map((workspace) => {
    const own = jsonObject(readText(path.join(workspace.folder, "project.json")));
    const { nx } = jsonObject(readText(path.join(workspace.folder, "package.json")));
    const targets = { ...objectIn(objectIn(nx)["targets"]), ...objectIn(own["targets"]) };
    return { ...workspace, name: text(own["name"]) ?? workspace.name, targets } as Project;
  });
}

function named(all: readonly Project[], name: string): Project | undefined {
  return all.find((one) => one.name === name) ?? all.find((one) => one.name.split("/").at(-1) === name);
}

function lineOf(target: Target | undefined): string | null {
  const { command, commands } = target?.options ?? {};
  const last = Array.isArray(commands) ? commands.at(-1) : commands;
  const line = target?.command ?? command ?? (isObject(last) ? last["command"] : last);
  return typeof line === "string" ? line : null;
}

/** What the target that builds it says, or this one. */
function mainOf({ options = {} }: Target, project: Project, all: readonly Project[]): string | null {
  const main = text(options["main"] ?? options["entryFile"]);
  const [name = "", task = ""] = (text(options["buildTarget"]) ?? "").split(":");
  const build = named(all, name)?.targets[task];
  return main ?? (build ? mainOf(build, project, []) : null);
}

/** A target that a plugin adds is written nowhere. */
function guessed(task: string, { folder }: Project): string | null {
  const pages = ["index.html", "src/index.html"].some((file) => isFile(path.join(folder, file)));
  return !pages && /^(serve|start|dev)$/.test(task) ? "src/main.ts" : null;
}

function objectIn(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
