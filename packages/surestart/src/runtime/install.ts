import path from "node:path";
import type { RuntimeFacts, StartCommand } from "../facts.ts";
import { shown } from "./command/state.ts";
import { findExecutable } from "./executable.ts";
import { wayToGet } from "./get-tool.ts";
import { nodeInstall } from "./install-node.ts";
import { pythonInstall } from "./install-python.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Manifest } from "./manifests.ts";
import type { Venv } from "./venvs.ts";

export type Install = NonNullable<RuntimeFacts["install"]>;

export interface InstallQuestion {
  dir: string;
  /** From the program's upward to the repository's top; absolute. */
  folders: readonly string[];
  command: StartCommand;
  interpreter: Interpreter | null;
  venvs: readonly Venv[];
  manifests: readonly Manifest[];
  /** The distributions that are named by a manifest and are not installed. */
  missing: readonly string[];
  /** None of those that the program imports is installed. */
  fresh: boolean;
  environment: Record<string, string | undefined>;
  /** The folders of PATH. */
  search: readonly string[];
}

/** What a tool does for a project: the rest of its command is the same for all. */
export interface Steps {
  tool: string;
  /** Words behind the tool. */
  install: string;
  add: string;
  /** The folder in which it is run; absolute. */
  folder: string;
  manifest: string;
}

/** How the packages of the program are installed: one command of the project's own tool; null where no manifest says it. */
export function installOf(question: InstallQuestion): Install | null {
  const steps = question.command.language === "python" ? pythonInstall(question) : nodeInstall(question);
  if (steps === null || !("tool" in steps)) return steps;
  const { dir, environment, search } = question;
  const has = (name: string): boolean => findExecutable(name, dir, search, environment) !== null;
  const way = has(steps.tool) ? null : wayToGet(steps.tool, has);
  const tool = way?.through ?? steps.tool;
  const folder = shown({ dir }, steps.folder);
  const parts = [
    ...(folder === "." ? [] : [`cd ${/[\s'"&|;$()]/.test(folder) ? `"${folder}"` : folder}`]),
    ...(way && !way.through ? [way.get] : []),
  ];
  const line = (words: string): string => [...parts, `${tool} ${words}`].join(" && ");
  return {
    command: line(steps.install),
    add: line(steps.add),
    manifest: shown({ dir }, path.join(steps.folder, steps.manifest)),
  };
}
