import path from "node:path";
import type { PackageFact, RuntimeFacts, SourceImport, StartCommand } from "../facts.ts";
import { foldersUpTo, upward } from "../folders.ts";
import { isExecutor, managerOf } from "../known/_find.ts";
import { pythonLoader } from "../known/_find-loads.ts";
import { buildMissing } from "./build-missing.ts";
import { cannotExecute } from "./cannot-execute.ts";
import { shown } from "./command/state.ts";
import { environmentUnknown, executableNear, findExecutable, searchPath } from "./executable.ts";
import { generatedMissing } from "./generated.ts";
import { wayToGet } from "./get-tool.ts";
import { installOf } from "./install.ts";
import { findInterpreter, type Interpreter } from "./interpreter.ts";
import { type Manifest, readManifests } from "./manifests.ts";
import { nativeParts } from "./native-parts.ts";
import { hasNodePackage, nodeModulesMissing } from "./node-packages.ts";
import { offPath } from "./off-path.ts";
import { commandPackage, packageFacts, programPackage } from "./packages.ts";
import { pluggedBy } from "./plug-n-play.ts";
import { findPythonModule } from "./python-modules.ts";
import { shadowedModules } from "./shadowed.ts";
import { unbuiltPackage } from "./unbuilt-package.ts";
import { findVenvs, readVenv, type Venv } from "./venvs.ts";
import { versionFacts } from "./versions.ts";

export interface RuntimeQuestion {
  /** The project's folder; absolute. */
  dir: string;
  /** The top of the repository. @default dir */
  root?: string;
  command: StartCommand | null;
  environment: Record<string, string | undefined>;
}

/** What is known of the runtime before the sources are read. */
export interface Runtime {
  question: RuntimeQuestion;
  interpreter: Interpreter | null;
  manifests: Manifest[];
  /** From the program's folder upward to the repository's top. */
  folders: string[];
  /** Those of the project. */
  venvs: Venv[];
  /** With the one that is switched on in front: it is the one that Python's tools take. */
  usable: Venv[];
  /** The folders of PATH for the program. */
  search: string[];
  /** Its environment is made by a tool, and cannot be told from here. */
  unknown: boolean;
}

/** Finds the interpreter, the environments and the manifests. */
export async function findRuntime(question: RuntimeQuestion): Promise<Runtime> {
  const { dir, command, environment } = question;
  const folders = between(command?.cwd ?? dir, dir, question.root ?? dir);
  const venvs = findVenvs(dir, folders);
  const active = environment["VIRTUAL_ENV"];
  const activeVenv = active === undefined ? null : readVenv(dir, active);
  const usable = activeVenv ? [activeVenv, ...venvs.filter((v) => v.folder !== activeVenv.folder)] : venvs;
  const search = command ? searchPath(command, environment, usable) : [];
  const unknown = command !== null && environmentUnknown(command, environment, usable);
  const [interpreter, manifests] = await Promise.all([
    command && !unknown ? findInterpreter(command, search, environment) : null,
    readManifests(dir, folders),
  ]);
  return { question, interpreter, manifests, folders, venvs, usable, search, unknown };
}

/**
 * Puts the facts of the runtime together: interpreter, packages, manifests, versions, what was not built or installed.
 * @param imports those of the sources; nothing is said about packages without them
 */
export async function runtimeFacts(
  runtime: Runtime,
  imports: readonly SourceImport[],
): Promise<RuntimeFacts> {
  const { question, interpreter, manifests, folders, usable, unknown } = runtime;
  const { dir, command, environment } = question;
  const cwd = command?.cwd ?? dir;
  const found = executables(runtime);
  const python = interpreter?.python ?? null;
  const importDirs = command?.importDirs ?? [];
  const shadowed = python ? shadowedModules({ imports, python, dir, importDirs }) : [];
  const outer = searchPath({ through: [], cwd, env: {} }, environment, []);
  const about = { python, dir, importDirs, venvs: usable, manifests };
  const imported = packageFacts({ imports, ...about });
  const named =
    command && (commandPackage(command, about) ?? programPackage(command, about, unknown || isFound(found)));
  const packages = named && !imported.some((p) => p.name === named.name) ? [named, ...imported] : imported;
  const table = isScript(command) ? pluggedBy(cwd) : null;
  return {
    interpreter: interpreter ? { path: interpreter.path, version: interpreter.version } : null,
    ...found,
    ...brokenScript(runtime, found),
    venvs: runtime.venvs.map((venv) => venv.name),
    manifests,
    nodeModulesMissing: isScript(command)
      ? nodeModulesMissing(dir, cwd, !isNode(command) || command?.entry?.missing !== undefined)
      : null,
    ...(table ? { packageTable: shown({ dir }, table) } : {}),
    packages: [...packages, ...shadowed],
    ...(python && command ? offPath({ imports, ...about, python, command }) : {}),
    ...(python ? { hasPythonDotenv: findPythonModule(pythonLoader, python.paths) !== null } : {}),
    version: await versionFacts({ interpreter, dir, folders, command, imports }),
    install:
      command &&
      installOf({
        ...about,
        ...missingOf(packages),
        command,
        interpreter,
        folders,
        environment,
        search: outer,
      }),
    ...(isScript(command) ? nativeParts({ ...about, folders, environment }) : {}),
    ...ways(found, command, outer, environment),
    generatedMissing: generatedMissing(dir, imports),
    buildMissing:
      command && isScript(command) ? (buildMissing(dir, command) ?? unbuiltPackage(dir, imports)) : null,
    ...(environment["NODE_PATH"] || command?.entry?.source ? {} : { aliases: aliases(imports, dir) }),
  };
}

/** What the manifests name and the program lacks; "fresh" where it has nothing of what they name. */
function missingOf(packages: readonly PackageFact[]): { missing: string[]; fresh: boolean } {
  const declared = packages.filter((p) => p.declared && !p.optional && !p.shadowedBy);
  const missing = declared.filter((p) => !p.installed && p.inVenv === null);
  return {
    missing: missing.map((p) => p.distribution),
    fresh: declared.length > 0 && missing.length === declared.length,
  };
}

/** How to come by those of its programs that are nowhere. */
function ways(
  {
    executable,
    executableNear: near,
    program,
  }: Pick<RuntimeFacts, "executable" | "executableNear" | "program">,
  command: StartCommand | null,
  search: readonly string[],
  environment: RuntimeQuestion["environment"],
): Pick<RuntimeFacts, "ways"> {
  const has = (name: string): boolean =>
    findExecutable(name, command?.cwd ?? ".", search, environment) !== null;
  const words = [
    ...(executable === null && near.length === 0 ? (command?.argv.slice(0, 1) ?? []) : []),
    ...(program && program.path === null && program.near.length === 0 ? [program.word] : []),
  ];
  const found = words.flatMap((word) => {
    const way = wayToGet(word, has);
    return way ? [[word, way.get]] : [];
  });
  return found.length > 0 ? { ways: Object.fromEntries(found) } : {};
}

/** The program itself is somewhere. */
function isFound({ executable, executableNear: near, program }: ReturnType<typeof executables>): boolean {
  return program ? program.path !== null || program.near.length > 0 : executable !== null || near.length > 0;
}

/** Where the command's first word is, and that of the program inside of it. */
function executables({
  question: { command, dir, environment },
  search,
  usable,
  unknown,
}: Runtime): Pick<RuntimeFacts, "executable" | "executableNear" | "program"> {
  if (!command) return { executable: null, executableNear: [] };
  const look = (
    word: string,
    cwd: string,
    folders: readonly string[],
  ): { path: string | null; near: string[] } => {
    const file = findExecutable(word, cwd, folders, environment);
    return { path: file, near: file === null ? executableNear(word, dir, cwd, usable) : [] };
  };
  // `PORT=1 node x` starts a shell's way: the first word that is no assignment.
  const outer = command.argv.find((word) => !/^[A-Za-z_]\w*=/.test(word)) ?? "";
  const first = look(outer, dir, searchPath({ through: [], cwd: dir, env: {} }, environment, []));
  const facts = { executable: first.path, executableNear: first.near };
  // npx installs what is not there, and an environment that is not seen here may well have it.
  if (command.through.length === 0 || unknown || command.through.some(isExecutor)) return facts;
  const [word = ""] = command.program;
  return { ...facts, program: { word, ...look(word, command.cwd, search) } };
}

/** The command itself, or the program that it starts, is a script that nothing can run. */
function brokenScript(
  { question: { command, dir, environment }, unknown }: Runtime,
  { executable, program }: Pick<RuntimeFacts, "executable" | "program">,
): Pick<RuntimeFacts, "brokenScript"> {
  if (!command || unknown) return {};
  const words = [
    [command.argv.find((word) => !/^[A-Za-z_]\w*=/.test(word)) ?? "", executable],
    [program?.word ?? "", program?.path ?? null],
  ] as const;
  for (const [word, file] of words) {
    const interpreter = file && cannotExecute(file, { cwd: command.cwd, environment })?.interpreter;
    if (!interpreter) continue;
    const near = ["python", "python3"].map((name) => path.join(path.dirname(interpreter.file), name));
    const python = near.find((one) => findExecutable(one, dir, [], environment) !== null);
    return {
      brokenScript: {
        word,
        file: shown({ dir }, interpreter.file),
        interpreter: interpreter.name,
        ...(python ? { python: shown({ dir }, python) } : {}),
      },
    };
  }
  return {};
}

/** Imports for which Node looks in node_modules, where TypeScript looks in the project. */
function aliases(imports: readonly SourceImport[], dir: string): NonNullable<RuntimeFacts["aliases"]> {
  return imports.flatMap(({ alias, reached, optional, late, specifier, resolved, at, file }) => {
    if (!alias || !reached || optional || late || !resolved || specifier.startsWith("#")) return [];
    const [name] = /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier) ?? [specifier];
    const from = path.dirname(path.resolve(dir, file));
    return hasNodePackage(name, from) ? [] : [{ at, specifier, meant: resolved }];
  });
}

function isScript(command: StartCommand | null): boolean {
  // A tool that is not known by name still is one of npm's when npm starts it.
  if (command?.language === null && command.server === null)
    return command.through.some((name) => managerOf(name) !== undefined);
  return command?.language === "javascript" || command?.language === "typescript";
}

function isNode(command: StartCommand | null): boolean {
  return /^(node|nodejs)(\.exe)?$/.test(path.basename(command?.program[0] ?? ""));
}

/** The folders from the program's upward to the project's, and the repository's top. */
function between(cwd: string, dir: string, root: string): string[] {
  const inside = !path.relative(dir, cwd).startsWith("..");
  const folders = inside ? foldersUpTo(cwd, dir) : [upward(cwd, "package.json") ?? cwd];
  return [...new Set([...folders, dir, root])];
}
