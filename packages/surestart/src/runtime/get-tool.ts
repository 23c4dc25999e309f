import { toolOfProgram, tools } from "../known/_tools.ts";

/** How a tool that is not on PATH is installed. What says nothing of it has no command that is right everywhere. */
export interface Way {
  /** The command that brings it. */
  get: string;
  /** Runs it once without that. */
  through?: string;
}

/**
 * The command that brings a tool of package managers; null for any other word.
 *
 * @param has a program of this name is on PATH
 */
export function wayToGet(program: string, has: (name: string) => boolean): Way | null {
  const tool = toolOfProgram(program);
  switch (tool?.get?.by) {
    case "corepack":
      return has("corepack")
        ? { get: `corepack enable ${tool.name}`, through: `corepack ${program}` }
        : { get: `npm install --global ${tool.name}` };
    case "npm":
      return { get: `npm install --global ${tool.packages?.npm ?? tool.name}` };
    case "pipx":
      return { get: `pipx install ${tool.packages?.pypi ?? tool.name}` };
    default:
      return null;
  }
}

/** The npm package whose program this is, by what is known of names; the word itself otherwise. */
export function packageOfProgram(program: string): string {
  const named = tools.find((tool) => tool.packages?.npm && (tool.programs ?? [tool.name]).includes(program));
  return named?.packages?.npm ?? program;
}
