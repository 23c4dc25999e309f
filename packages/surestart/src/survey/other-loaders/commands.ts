import path from "node:path";
import type { Loader } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { relativeTo } from "../../folders.ts";
import { conventionOf, toolsOf, toolsWith } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { readCommand } from "../../runtime/command.ts";
import { shellCommands } from "../../shell/commands.ts";
import { plain } from "../../shell/words.ts";
import { referencedNames } from "./compose.ts";
import { conventionLoaders } from "./conventions.ts";
import { otherLoader } from "./loader.ts";
import type { ProjectFiles } from "./project-files.ts";

const containers = ["docker", "podman"];

/** What a command that is somewhere in the project loads: by its own options, or since it is a framework's. */
export async function commandLoaders(
  project: ProjectFiles,
  argv: string[],
  where: { cwd: string; at: Place },
): Promise<Loader[]> {
  const { dir } = project;
  const cwd = path.resolve(dir, where.cwd);
  const command = await readCommand(argv, { cwd, environment: {}, dir, from: where.at });
  const own = command.envFiles.map((f) =>
    otherLoader(dir, {
      dialect: f.dialect,
      how: f.how ?? `--env-file ${f.file}`,
      at: f.at ?? where.at,
      files: [f.file],
      override: f.override,
    }),
  );
  // What a convention would read and nobody has is no loader in use.
  const given = own.filter((one, index) => one.found.length > 0 || !command.envFiles[index]?.optional);
  const folder = relativeTo(dir, command.cwd) || ".";
  const tool = conventionOf(command);
  return [...given, ...(tool ? await conventionLoaders(dir, folder, tool, command.at ?? where.at) : [])];
}

/** Words without which no command of a text loads a .env: the names of those that do so unasked, and the option of the others. */
const mayLoad = new RegExp(
  [
    "env",
    ...containers,
    ...[...toolsWith("convention"), ...toolsWith("runner").filter(({ runner }) => runner.envFiles)].flatMap(
      ({ name, programs = [name] }) => programs,
    ),
  ].join("|"),
  "i",
);

/** The same of a text for the shell, with the flags of docker, which starts programs of its own. */
export async function shellLoaders(
  project: ProjectFiles,
  text: string,
  where: { cwd: string; at: Place },
): Promise<Loader[]> {
  if (!mayLoad.test(text)) return [];
  return [
    ...(await commandLoaders(project, ["sh", "-c", text], where)),
    ...(await dockerLoaders(project, text, where)),
  ];
}

/** `docker run --env-file FILE`, `docker compose --env-file FILE up`, and podman's. `lines`: the text is a file of its own. */
export async function dockerLoaders(
  project: ProjectFiles,
  text: string,
  { cwd, at, lines = false }: { cwd: string; at: Place; lines?: boolean },
): Promise<Loader[]> {
  if (!containers.some((one) => text.includes(one)) || !text.includes("--env-file")) return [];
  const loaders: Loader[] = [];
  for (const command of shellCommands(text)) {
    const words = command.words.map(plain);
    const start = words.findIndex((word) => containers.includes(programName(word).replace(/-compose$/, "")));
    if (start < 0) continue;
    const rest = words.slice(start + 1);
    const compose = rest[0] === "compose" || programName(words[start]!).endsWith("-compose");
    if (!compose && !rest.some((word) => word === "run" || word === "create" || word === "exec")) continue;
    const place = lines ? { ...at, line: command.line } : at;
    for (const file of envFileFlags(rest)) {
      const only = compose ? { names: await referencedNames(project, cwd) } : undefined;
      loaders.push(
        otherLoader(project.dir, {
          dialect: compose ? "compose" : "docker",
          how: `${compose ? "docker compose" : "docker run"} --env-file ${file}`,
          at: place,
          files: [file],
          from: cwd,
          ...(only ? { only } : {}),
        }),
      );
    }
  }
  return loaders;
}

/** Those in front of a program that has such a flag of its own. */
function envFileFlags(words: string[]): string[] {
  const program = words.findIndex(
    (word) => toolsOf(programName(word), "command").length > 0 || /^python3?$/.test(programName(word)),
  );
  const own = program < 0 ? words : words.slice(0, program);
  return own.flatMap((word, index) => {
    const file = word === "--env-file" ? own[index + 1] : /^--env-file=(.+)$/.exec(word)?.[1];
    return file === undefined || /[$`]/.test(file) ? [] : [file];
  });
}
