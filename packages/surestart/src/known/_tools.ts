import { tools } from "./_all.ts";
import type { Tool } from "./_define.ts";

export { tools };

/** The tool that brings a program. */
export function toolOfProgram(program: string): Tool | undefined {
  return tools.find(
    (tool) =>
      (tool.programs ?? [tool.name]).includes(program) ||
      tool.get?.also?.includes(program) ||
      tool.manager?.executors?.includes(program),
  );
}
