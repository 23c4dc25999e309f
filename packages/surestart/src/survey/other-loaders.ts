import type { Loader, SourceFacts, StartCommand } from "../facts.ts";
import { codeLoader, type LoaderQuestion } from "./loaders.ts";
import { bunLoaders } from "./other-loaders/bun.ts";
import { composeLoaders } from "./other-loaders/compose.ts";
import { configLoaders } from "./other-loaders/conventions.ts";
import { direnvLoaders } from "./other-loaders/direnv.ts";
import { dockerfileLoaders } from "./other-loaders/dockerfile.ts";
import { projectFiles } from "./other-loaders/project-files.ts";
import { packageScripts, pyprojectScripts, recipeLines, shellScripts } from "./other-loaders/scripts.ts";
import { systemdLoaders } from "./other-loaders/systemd.ts";

/**
 * What brings a .env into other programs of the project: compose, docker, other scripts, a frontend, code that this start
 * does not reach. Their readings are only compared; they decide nothing about this start. What the start command loads in
 * the same way already is left out.
 */
export async function otherLoaders(question: LoaderQuestion, loaders: readonly Loader[]): Promise<Loader[]> {
  const project = projectFiles(question.dir);
  const found = [
    ...(await composeLoaders(project)),
    ...(await packageScripts(project)),
    ...(await recipeLines(project)),
    ...(await shellScripts(project)),
    ...(await pyprojectScripts(project)),
    ...(await dockerfileLoaders(project)),
    ...(await configLoaders(project)),
    ...bunLoaders(project),
    ...direnvLoaders(project),
    ...systemdLoaders(project),
    ...elsewhereInCode(question.source, question),
  ];
  const known = new Set(loaders.map(({ only: _, ...one }) => keyOf(one)));
  return found.filter((one) => {
    const key = keyOf(one);
    return !isOfCommand(one, question.command) && !known.has(key) && known.add(key);
  });
}

/** Loads that are in code which this start does not come to: a worker, a script. */
function elsewhereInCode({ loads }: SourceFacts, question: LoaderQuestion): Loader[] {
  return loads
    .filter(({ reached, files }) => !reached && files !== null)
    .map((load) => codeLoader(question, load));
}

function isOfCommand({ at }: Loader, command: StartCommand | null): boolean {
  return at?.line !== undefined && command?.at?.file === at.file && command.at.line === at.line;
}

/** Two that read the same file in the same dialect differ in nothing that is compared. */
function keyOf({ dialect, how, files, only, byHand }: Loader): string {
  return JSON.stringify([byHand ? how : dialect, files, only ?? null]);
}
