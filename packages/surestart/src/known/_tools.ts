import { tools } from "./_all.ts";
import type { Service, Sources, Tool } from "./_define.ts";

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

/** A service by its name in the facts (`ServiceFact.kind`). */
export function serviceNamed(kind: string): Service | undefined {
  return tools.find(({ name, service }) => service && name === kind)?.service;
}

/** The languages whose sources are not read. */
export const otherLanguages: readonly Sources[] = tools.flatMap(({ sources }) => sources ?? []);
