import type { Facts } from "../../facts.ts";
import { commandOf } from "../../known/_find.ts";
import { tools } from "../../known/_tools.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { placeOf, rightCommand } from "./_off-path.ts";
import { importFix, moduleOf, serveObjects, type WrongStart } from "./_serve-objects.ts";

/** The module that a server is to take the application from is not there. */
export function notFound(facts: Facts): WrongStart | null {
  const { command, project, run, source } = facts;
  const { kind, file, module } = command?.entry ?? {};
  if (kind !== "module" || file !== null || module === undefined || command?.server === "python") return null;
  if (run && (run.outcome === "healthy" || !cannotImport(facts, module))) return null;
  const unsearched = notSearched(facts, module);
  if (unsearched) return unsearched;
  // A dotted name says which folder was meant: modules below it import each other by that name, too.
  const place = placeOf(module, null, facts);
  const meant = place && (module.includes(".") || place.file.endsWith("/__init__.py")) ? place : null;
  const last = module.split(".").at(-1);
  const near = source.files.filter((f) => moduleOf(f).split(".").at(-1) === last);
  const objects = serveObjects(facts);
  const [object] = [...objects.filter((o) => near.includes(o.file)), ...objects];
  const shown = meant?.file ?? near[0] ?? object?.file ?? null;
  const why = meant
    ? `; ${shown} would be found if ${meant.folder === "" ? "the project's folder" : meant.folder} were searched`
    : object
      ? `; ${object.path} would be the application`
      : shown
        ? `; ${shown} is similar`
        : "";
  return {
    about: [`module ${module}`, `package ${module.split(".")[0]}`],
    sentence: {
      severity: "error",
      confidence: "certain",
      role: run ? "crash" : "would",
      title: `${command?.server ?? "The server"} cannot import ${module}`,
      detail: `There is no module ${module} in ${command?.cwd === project.dir ? "this folder" : (command?.cwd ?? "this folder")}${why}.`,
      ...(command?.at ? { at: command.at } : shown ? { at: { file: shown } } : {}),
      also: shown ? [{ file: shown, note: "the module that was probably meant" }] : [],
    },
    fixes: [
      meant ? rightCommand({ folder: meant.folder, module }, facts) : importFix(facts, object?.path ?? null),
    ],
  };
}

/** The module is in the working folder, which the server's own program does not search, and `python -m` does. */
function notSearched({ command, project, run, source }: Facts, module: string): WrongStart | null {
  const path = module.replaceAll(".", "/");
  const file = source.pythonFiles?.find((one) => one === `${path}.py` || one === `${path}/__init__.py`);
  if (!command || !file || command.cwd !== project.dir || !commandOf(command.server)?.entry?.asPython)
    return null;
  const [program = "", ...words] = command.program;
  const name = program.split(/[\\/]/).at(-1) ?? "";
  // Next to a program of a virtual environment is its Python.
  const folder = program.slice(0, program.length - name.length);
  const python = folder + (folder || project.windows ? "python" : "python3");
  return {
    about: [`module ${module}`, `package ${module.split(".")[0]}`],
    sentence: {
      severity: "error",
      confidence: "certain",
      role: run ? "crash" : "would",
      title: `The program ${name} does not search the working folder, where ${module} is`,
      detail: `${module} is ${file}, but Python searches the working folder only for python -m, and ${name} adds no folder itself.`,
      at: command.at ?? { file },
    },
    fixes: [
      {
        id: "as-module",
        title: "Start it as a module of Python",
        safety: "manual",
        command: [python, "-m", name.replace(/\.exe$/, ""), ...words].join(" "),
        changes: [],
      },
    ],
  };
}

function cannotImport(facts: Facts, module: string): boolean {
  const text = lastWords(facts);
  const [first] = module.split(".") as [string];
  if (new RegExp(`No module named '?${first}`, "i").test(text)) return true;
  return tools.some(({ says }) => {
    const match = says?.cannotImport?.exec(text);
    if (!match) return false;
    const named = Object.values(match.groups ?? {}).find((one) => one !== undefined);
    return named === undefined || named.startsWith(module);
  });
}
