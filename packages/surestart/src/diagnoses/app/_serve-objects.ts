import type { Subject } from "../../compete.ts";
import type { Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { commandOf, findsIn } from "../../known/_find.ts";
import { applications } from "../../known/_tools.ts";

/** A start command that does not name what is to be started, or not from where Python looks for it. */
export interface WrongStart {
  about: Subject[];
  sentence: Sentence;
  fixes: Fix[];
}

/** Names of calls that make an object which a server can run: those of frameworks, and what people call their own. */
const makers = new Set([
  ...[...applications.keys()].map((word) => word.split(".").at(-1)),
  "create_app",
  "make_app",
]);

/** Objects of the project's modules that a server could take, as `module:name`. */
export function serveObjects(facts: Facts): { file: string; name: string; path: string; line: number }[] {
  return facts.source.names
    .filter((n) => n.makes !== null && makers.has(n.makes.split(".").at(-1) ?? ""))
    .map((n) => ({
      file: n.file,
      name: n.name,
      path: `${moduleOf(n.file)}:${n.name}`,
      line: n.at.line ?? 1,
    }));
}

/** The dotted name under which a file is imported from the project's folder. */
export function moduleOf(file: string): string {
  return file.replace(/(\/__init__)?\.py$/, "").replaceAll("/", ".");
}

/** A folder relative to the project, "" for that itself; null for one outside of it. */
export function relativeFolder({ project }: Facts, folder: string): string | null {
  const [dir, one] = [project.dir, folder].map((f) => f.replaceAll("\\", "/").replace(/\/+$/, ""));
  if (one === dir) return "";
  return one?.startsWith(`${dir}/`) ? one.slice((dir as string).length + 1) : null;
}

/** The same command, with another folder searched for modules first. */
export function withFolder(
  { command, project }: Facts,
  folder: string,
  text = command?.program.join(" ") ?? "",
): string | null {
  if (!command) return null;
  const name = folderOption(command.server);
  if (name !== undefined) return `${text} --${name} ${folder}`;
  // Neither cmd nor PowerShell takes an assignment in front of a command.
  return project.windows ? null : `PYTHONPATH=${folder} ${text}`;
}

/** The same words, without the option that names a folder for modules. */
export function withoutFolder({ command }: Facts, text: string): string {
  const name = folderOption(command?.server ?? null);
  return name === undefined ? text : text.replace(new RegExp(` --${name}[= ]\\S+`), "");
}

function folderOption(server: string | null): string | undefined {
  const row = commandOf(server);
  const option =
    row?.entry?.as === "import"
      ? /\b(?:folder (\S+?)|(pythonpath))(?=[\s,]|$)/.exec(row.options.values)
      : null;
  return option?.[1] ?? option?.[2];
}

/** A function of this file that by its name makes the application. */
export function factoryIn(facts: Facts, file: string): string | null {
  const names = facts.source.names.filter((n) => n.file === file && n.makes === null);
  return (
    names.find((n) => /^(?:create|make|build|get)_(?:\w+_)?app(?:lication)?$/.test(n.name))?.name ?? null
  );
}

/** The same command, told that the name is that of a function; null where the server takes none. */
export function withFactory(facts: Facts, path: string): string | null {
  const factory = commandOf(facts.command?.server)?.entry?.factory;
  if (factory === undefined) return null;
  if (factory === "call") return withImport(facts, `'${path}()'`);
  const command = withImport(facts, path);
  return command?.split(" ").includes(factory) ? command : command && `${command} ${factory}`;
}

/** The same command with another import string. */
export function withImport(facts: Facts, path: string): string | null {
  const command = facts.command;
  const old = command?.entry?.module
    ? `${command.entry.module}${command.entry.attribute ? `:${command.entry.attribute}` : ""}`
    : null;
  if (!command || old === null) return null;
  const text = command.program.join(" ");
  const name = command.entry?.attribute ? old : (command.entry?.module as string);
  return text.includes(name) ? text.replace(name, path) : null;
}

/** Rewrites the command where it is in a file, else shows it corrected. */
export function commandFix(facts: Facts, title: string, program: string | null): Fix {
  const at = facts.command?.at;
  const command = program && withOuter(facts, program);
  if (command === null || at?.line === undefined)
    return {
      id: "right-path",
      title,
      safety: "manual",
      ...(command === null ? {} : { command }),
      changes: [],
    };
  return {
    id: "right-path",
    title,
    safety: "review",
    command,
    changes: [
      {
        do: "command",
        file: at.file,
        line: at.line,
        old: facts.command?.program.join(" ") ?? "",
        new: command,
      },
    ],
  };
}

/** The program with what starts it in front: `uv run`; in a file, only the program itself is replaced. */
function withOuter({ command }: Facts, program: string): string {
  const { argv = [], program: words = [], at = null, through = [] } = command ?? {};
  if (!through.some((name) => findsIn(name) === "venv")) return program;
  const [, variable = "", rest = program] = /^(PYTHONPATH=\S+ )(.*)$/s.exec(program) ?? [];
  // A tool that runs a program takes no assignment for one.
  if (at?.line !== undefined) return variable ? `env ${program}` : program;
  // `pdm run main.py` runs it with python.
  const own = argv.slice(-words.length).join(" ") === words.join(" ") ? words : words.slice(1);
  const outer = argv.slice(0, argv.length - own.length);
  return argv.slice(outer.length).join(" ") === own.join(" ")
    ? `${variable}${[...outer, rest].join(" ")}`
    : program;
}

/** The command with the import string that was meant. */
export function importFix(facts: Facts, path: string | null): Fix {
  const command = path === null ? null : withImport(facts, path);
  return command === null
    ? {
        id: "right-path",
        title: "Write the module as its path from the working folder",
        safety: "manual",
        changes: [],
      }
    : commandFix(facts, `Start ${path}`, command);
}
