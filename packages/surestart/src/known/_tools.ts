import { tools } from "./_all.ts";
import type { Framework, Service, Sources, Tool } from "./_define.ts";

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

/** A tool by its name in the facts (`StartCommand.server`). */
export function toolNamed(name: string | null | undefined): Tool | undefined {
  return tools.find((tool) => tool.name === name);
}

/** A service by its name in the facts (`ServiceFact.kind`). */
export function serviceNamed(kind: string): Service | undefined {
  return tools.find(({ name, service }) => service && name === kind)?.service;
}

/** The languages whose sources are not read. */
export const otherLanguages: readonly Sources[] = tools.flatMap(({ sources }) => sources ?? []);

/** Calls that make an application which a server can run: the framework of each, by its dotted word. */
export const applications: ReadonlyMap<string, Tool> = new Map(
  tools.flatMap((tool) => tool.framework?.makes?.map((word) => [word, tool] as const) ?? []),
);

/** The command that serves an application of a framework. */
export function servedBy(framework: string): Framework["servedBy"] {
  return tools.find(({ name }) => name === framework)?.framework?.servedBy;
}

/** What a package says of a project that uses it: `@nestjs/core` is nest. */
export const frameworkOfPackage: ReadonlyMap<string, string> = new Map(
  tools.flatMap(({ name, framework }) =>
    framework ? (framework.packages ?? [name]).map((pack) => [pack, name] as const) : [],
  ),
);

/**
 * Packages that are there to bring a .env into a program, by the name under which they are imported, or by that of the package
 * of a command that does.
 */
export const loaderPackages: ReadonlySet<string> = new Set(
  tools.flatMap(({ name, language, loads = [], wraps, packages, framework, server, installs }) => {
    if (framework || server || installs) return [];
    if (language === "python")
      return loads.map(
        ({ calls, firstUses }) =>
          ((calls ?? firstUses)?.[0] ?? name.replaceAll("-", "_")).split(".")[0] as string,
      );
    return [
      ...loads.flatMap((load) => (load.package === undefined ? name : (load.package ?? []))),
      ...(wraps?.envFiles && packages?.npm ? [packages.npm] : []),
    ];
  }),
);
