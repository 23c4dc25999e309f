import path from "node:path";
import type { StartCommand } from "../facts.ts";
import { jsonObject, readText } from "../files.ts";
import { tools } from "../known/_tools.ts";
import { programName } from "../program-name.ts";
import { workspaceFolders } from "../runtime/workspaces.ts";
import { findStartCommand } from "./start-command.ts";

/** A workspace that can be started. */
export interface Workspace {
  /** Relative to the root, with forward slashes. */
  folder: string;
  command: StartCommand;
}

/** The workspaces of a monorepo that can be started, when this folder is its root. */
export async function startableWorkspaces(
  dir: string,
  environment: Record<string, string | undefined>,
): Promise<Workspace[]> {
  const found: Workspace[] = [];
  for (const folder of await workspaceFolders(dir)) {
    const command = await findStartCommand(path.join(dir, folder), { environment });
    if (command && serves(command) && !isImported(path.join(dir, folder), command))
      found.push({ folder, command });
  }
  return found;
}

/** A package that is only imported has a main file and scripts that build it, and neither of them serves. */
function serves(command: StartCommand): boolean {
  const { argv, from, program, server, language, entry, scriptMissing } = command;
  const main = argv[0] === "node" && from !== "argument" && !/Procfile$|surestart\.config/.test(from.file);
  if (main || scriptMissing) return false;
  if (server !== null || entry !== null) return true;
  return (language === null || language === "other") && !others.has(programName(program[0] ?? ""));
}

/** A package that others import, with a script of which nobody knows what it starts: a preview, a database of its own. */
function isImported(folder: string, { server, entry }: StartCommand): boolean {
  if (server !== null || entry !== null) return false;
  const { main, exports, types } = jsonObject(readText(path.join(folder, "package.json")));
  return [main, exports, types].some((one) => one !== undefined);
}

/** What scripts called dev and start also run: builds that watch, and what is run next to a backend. */
const others = new Set([
  ...tools.flatMap(({ name, builds, aside }) => (builds === true || aside ? [name] : [])),
  ...["echo", "true"],
]);
