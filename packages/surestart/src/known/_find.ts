import type { Command, Server, StartTool } from "./_define.ts";
import { startTools } from "./_start.ts";

/** A tool by the part that is asked for. */
export type With<Part extends keyof StartTool> = StartTool & Required<Pick<StartTool, Part>>;

const byProgram = new Map<string, StartTool[]>();
for (const tool of startTools)
  for (const program of tool.programs ?? [tool.name])
    byProgram.set(program, [...(byProgram.get(program) ?? []), tool]);

/** The tools that a program of this name may be and that have this part. */
export function toolsOf<Part extends keyof StartTool>(program: string, part: Part): With<Part>[] {
  return (byProgram.get(program) ?? []).filter((tool) => tool[part] !== undefined) as With<Part>[];
}

/** All tools that have this part. */
export function toolsWith<Part extends keyof StartTool>(part: Part): With<Part>[] {
  return startTools.filter((tool) => tool[part] !== undefined) as With<Part>[];
}

/** A server by its name in the facts (`StartCommand.server`). */
export function serverOf(name: string | null | undefined): Server | undefined {
  return name ? servers.get(name) : undefined;
}

/** How the command line of a server is read. */
export function commandOf(name: string | null | undefined): Command | undefined {
  return name ? commands.get(name) : undefined;
}

const servers = new Map(toolsWith("server").map(({ name, server }) => [name, server]));
const commands = new Map(toolsWith("command").map(({ name, command }) => [name, command]));
