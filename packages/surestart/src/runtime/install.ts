import path from "node:path";
import { shown } from "./command/state.ts";
import { findExecutable } from "./executable.ts";
import { wayToGet } from "./get-tool.ts";
import { nodeInstall } from "./install-node.ts";
import { pythonInstall } from "./install-python.ts";
import type { Install, InstallQuestion } from "./install-question.ts";

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
