import path from "node:path";
import type { ProjectFacts, StartCommand } from "../facts.ts";
import { frameworkOfPackage } from "../known/_tools.ts";
import { normalName } from "../requirement.ts";
import { gitAnswers, gitTop } from "./git.ts";
import type { Manifest } from "./manifests.ts";
import { productionSwitch } from "./production.ts";

type Environment = Record<string, string | undefined>;

/**
 * What a project is, in words: first its language, then its frameworks, as manifests and imports name them.
 *
 * @param imports names of packages that the sources import
 */
export function stackWords(
  command: Pick<StartCommand, "language" | "server"> | null,
  manifests: readonly Manifest[],
  imports: readonly string[] = [],
): string[] {
  const found = new Set<string>();
  const language = command?.language;
  if (language === "python" || (!language && manifests.some((m) => m.kind !== "package.json")))
    found.add("python");
  if (
    language === "javascript" ||
    language === "typescript" ||
    (!language && manifests.some((m) => m.kind === "package.json"))
  )
    found.add(command?.server === "bun" || command?.server === "deno" ? command.server : "node");
  if (language === "typescript") found.add("typescript");
  // Of a project in two languages the other half is no part of what is started.
  const own = manifests.filter((m) => (m.kind === "package.json") !== (language === "python"));
  const named = [...imports, ...own.flatMap((m) => m.packages)];
  for (const name of named) {
    const word = frameworkOfPackage.get(name) ?? frameworkOfPackage.get(normalName(name));
    if (word !== undefined) found.add(word);
  }
  if (command?.server && [...frameworkOfPackage.values()].includes(command.server)) found.add(command.server);
  return [...found];
}

/** The facts of the project but its stack, which needs the sources. */
export async function projectFacts(
  dir: string,
  environment: Environment,
): Promise<Omit<ProjectFacts, "stack">> {
  const absolute = path.resolve(dir);
  return {
    dir: absolute,
    root: gitTop(absolute) ?? absolute,
    production: productionSwitch(environment) !== null,
    git: await gitAnswers(absolute),
    ...(process.platform === "win32" ? { windows: true } : {}),
  };
}
