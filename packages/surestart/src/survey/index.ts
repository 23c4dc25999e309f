import path from "node:path";
import type { Facts, SourceFacts, StartCommand } from "../facts.ts";
import { PlainFiles, readText } from "../files.ts";
import { relativeTo } from "../folders.ts";
import { readCommand } from "../runtime/command.ts";
import { nearFile, startedModule } from "../runtime/near-file.ts";
import { projectFacts, stackWords } from "../runtime/project.ts";
import { proposals } from "../runtime/proposals.ts";
import { findRuntime, runtimeFacts } from "../runtime/survey-runtime.ts";
import { unreadLanguages } from "../runtime/unread.ts";
import { placeForLoad } from "../source/place-for-load.ts";
import { noSources, surveySource } from "../source/survey-source.ts";
import { candidateValues } from "./candidate-values.ts";
import { commandReads } from "./command-reads.ts";
import { configNames } from "./config-names.ts";
import { dropsOfTasks } from "./drops.ts";
import { surveyEnv } from "./env.ts";
import { loaderPackages } from "./loader-packages.ts";
import { type SurveyOptions, settled } from "./options.ts";
import { surveyPort } from "./port.ts";
import { addReaders } from "./readers.ts";
import { surveyServices } from "./services.ts";
import { findStartCommand } from "./start-command.ts";
import { toolFiles } from "./tool-files.ts";

export type { SurveyOptions } from "./options.ts";

/** Reads what is there and puts the facts together. Changes nothing, runs nothing of the project. */
export async function survey(options: SurveyOptions): Promise<Facts> {
  const { dir } = options;
  const environment = settled(options.environment);
  const project = await projectFacts(dir, environment);
  const { root } = project;
  const command = options.command !== undefined ? options.command : await commandOf(options, environment);
  const files = new PlainFiles();
  const runtime = await findRuntime({ dir, root, command, environment });
  const { installed, demanded, comes } = loaderPackages(dir, command, runtime);
  const source =
    options.sources === false
      ? { ...noSources }
      : await surveySource({
          dir,
          root,
          command,
          hasPackage: comes,
          values: await candidateValues({ dir, root, command, environment, files }),
          readFile: (file) => files.read(file),
          onProgress: options.onProgress,
          shared: options.shared,
          signal: options.signal,
        });
  source.reads = [...commandReads(command, (file) => readText(path.join(dir, file))), ...source.reads];
  const facts = await runtimeFacts(runtime, source.imports);
  const env = await surveyEnv({
    dir,
    root,
    command,
    source,
    environment,
    installed,
    demanded: (pack) => demanded(facts, pack),
    version: facts.interpreter?.version ?? null,
    envFiles: options.envFiles ?? [],
    git: project.git,
    read: files,
  });
  const inFiles = env.files.filter((f) => f.role === "env").flatMap((f) => f.bindings.map((b) => b.key));
  source.loadBelongs = placeForLoad(source, inFiles);
  const [port, asked] = await Promise.all([
    surveyPort({
      dir,
      command,
      env,
      source,
      port: options.port,
      host: options.host,
      sockets: options.sockets !== false,
    }),
    surveyServices({ dir, env, probe: options.probe === true, sockets: options.sockets !== false }),
    options.sockets !== false && addReaders(env.files, dir),
  ]);
  const packages = facts.packages.map((p) => p.name);
  const kept = toolFiles(dir);
  const names = await configNames(dir, kept);
  return {
    stage: "doctor",
    project: {
      ...project,
      stack: stackWords(command, facts.manifests, packages),
      files: kept,
      ...(names.length > 0 ? { configNames: names } : {}),
      unread: unreadLanguages(dir, command),
      ...(command ? {} : { proposals: proposals(dir) }),
    },
    command: command && withDrops(command, dir),
    env,
    source,
    runtime: {
      ...facts,
      nearFiles: nearFiles(source, dir, command),
      ...nearEntry(dir, command),
    },
    port,
    ...asked,
    run: null,
  };
}

function withDrops(command: StartCommand, dir: string): StartCommand {
  const drops = [...(command.drops ?? []), ...dropsOfTasks(command, dir)];
  return drops.length === 0 ? command : { ...command, drops };
}

async function commandOf(
  { dir, argv, configured = null }: SurveyOptions,
  environment: Record<string, string>,
): Promise<StartCommand | null> {
  if (argv !== null && argv.length > 0) return readCommand(argv, { cwd: dir, environment, dir });
  return findStartCommand(dir, { environment, configured });
}

function nearFiles(
  source: SourceFacts,
  dir: string,
  command: StartCommand | null,
): NonNullable<Facts["runtime"]["nearFiles"]> {
  const near: NonNullable<Facts["runtime"]["nearFiles"]> = {};
  for (const missing of source.imports) {
    if (!missing.missing && !(missing.settings && missing.resolved === null)) continue;
    const found = nearFile(missing.specifier, missing.file, dir, command?.importDirs ?? [dir]);
    if (found) near[`${missing.file} ${missing.specifier}`] = { ...found, file: relativeTo(dir, found.file) };
  }
  return near;
}

function nearEntry(dir: string, command: StartCommand | null): Pick<Facts["runtime"], "nearEntry"> {
  const { kind, missing } = command?.entry ?? {};
  if (missing === undefined || missing.startsWith("..")) return {};
  if (kind === "module") {
    const started = missing.endsWith("/__main__.py") && startedModule(path.join(dir, path.dirname(missing)));
    return started ? { nearEntry: relativeTo(dir, started) } : {};
  }
  const python = missing.endsWith(".py");
  const specifier = python ? missing.slice(0, -".py".length).replaceAll("/", ".") : `./${missing}`;
  const near = nearFile(specifier, python ? "start.py" : "start.js", dir);
  return near ? { nearEntry: near.file } : {};
}
