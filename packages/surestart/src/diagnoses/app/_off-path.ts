import type { Sentence } from "../../diagnose.ts";
import type { Facts, SourceImport } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { isKnownPackage } from "../../known/_distributions.ts";
import { commandOf } from "../../known/_find.ts";
import { tools } from "../../known/_tools.ts";
import { listed } from "../_lookup.ts";
import { moduleNotFound } from "../runtime/_crash-text.ts";
import { topOf } from "../runtime/_packages.ts";
import {
  commandFix,
  moduleOf,
  relativeFolder,
  type WrongStart,
  withFolder,
  withImport,
  withoutFolder,
} from "./_serve-objects.ts";

/** A module of the project that Python does not find, since the folder above it is not searched. */
interface OffPath {
  /** As it is imported: `shop.db`. */
  module: string;
  at: Place | null;
  /** The folder that would have to be searched, relative to the project: "", "src", "..". */
  folder: string;
  /** What the import would then mean, relative to the project. */
  file: string;
}

export function offPath(facts: Facts): WrongStart | null {
  const off = imported(facts);
  return (
    off && {
      about: [`module ${off.module}`, `package ${topOf(off.module)}`],
      sentence: offFinding(off, facts),
      fixes: fixesOf(off, facts),
    }
  );
}

/** After a failed start by the program's own error; before it by what the runtime saw. */
function imported(facts: Facts): OffPath | null {
  const { run, runtime, source, command } = facts;
  if (command?.language !== "python" || run?.outcome === "healthy") return null;
  const asked = run ? moduleNotFound(facts) : (runtime.offPath?.specifier ?? null);
  // What a package of that name lacks is another fault.
  if (asked === null || (run && asked.includes("."))) return null;
  const top = topOf(asked);
  if (isKnownPackage(top, "python")) return null;
  if (runtime.packages.some((p) => p.name === top && (p.declared || p.installed || p.inVenv !== null)))
    return null;
  // `uvicorn shop.main:app` that is not found at all has words of its own.
  const { entry, server } = command;
  if (entry?.kind === "module" && !entry.file && server !== "python" && topOf(entry.module ?? "") === top)
    return null;
  const from = run ? importOf(source.imports, top, run.crash?.at ?? null) : null;
  const at = run ? (from?.at ?? run.crash?.at ?? null) : (runtime.offPath?.at ?? null);
  const module =
    from?.specifier ?? (run && topOf(entry?.module ?? "") === top ? (entry?.module as string) : asked);
  const place = placeOf(module, at?.file ?? null, facts);
  return place && { module, at, ...place };
}

function importOf(imports: readonly SourceImport[], top: string, at: Place | null): SourceImport | null {
  const asking = imports.filter((i) => i.language === "python" && i.specifier.split(".")[0] === top);
  return (
    asking.find((i) => i.file === at?.file && i.at.line === at.line) ?? asking.find((i) => i.reached) ?? null
  );
}

/**
 * The folder and the file: one that contains the importing file comes first, then the one that is least deep; null where
 * nothing was found, where two lie equally deep, and where that folder is searched already.
 */
export function placeOf(
  module: string,
  from: string | null,
  facts: Facts,
): Pick<OffPath, "folder" | "file"> | null {
  const { dir } = facts.project;
  const base = dir.slice(dir.replaceAll("\\", "/").lastIndexOf("/") + 1);
  const files = facts.source.pythonFiles ?? [];
  // The project's own folder can be the package: the one above it is then to be searched.
  const all = [...files, ...files.map((file) => `../${base}/${file}`)];
  const parts = module.split(".");
  const shapes = [parts, parts.slice(0, -1), parts.slice(0, 1)].filter((p) => p.length > 0);
  for (const shape of shapes) {
    const path = shape.join("/");
    const ends = [`/${path}.py`, `/${path}/__init__.py`];
    const found = new Map<string, string>();
    for (const file of all) {
      const end = ends.find((one) => `/${file}`.endsWith(one));
      const inside = end === undefined && shape.length === 1 ? `/${file}`.lastIndexOf(`/${path}/`) : -1;
      if (end === undefined && inside < 0) continue;
      const folder = end === undefined ? file.slice(0, Math.max(0, inside - 1)) : file.slice(0, -end.length);
      if (!found.has(folder)) found.set(folder, file);
    }
    const folder = nearest([...found.keys()], from);
    if (folder === null) continue;
    return facts.command?.importDirs.some((d) => relativeFolder(facts, d) === folder)
      ? null
      : { folder, file: (found.get(folder) as string).replace(`../${base}/`, "") };
  }
  return null;
}

function nearest(folders: readonly string[], from: string | null): string | null {
  const depth = (folder: string): number => (folder === "" ? 0 : folder.split("/").length);
  const around = folders
    .filter((folder) => folder !== ".." && from !== null && (folder === "" || from.startsWith(`${folder}/`)))
    .sort((a, b) => depth(b) - depth(a));
  if (around[0] !== undefined) return around[0];
  const [first, second] = folders.toSorted((a, b) => depth(a) - depth(b));
  return first === undefined || (second !== undefined && depth(second) === depth(first)) ? null : first;
}

function offFinding({ module, at, folder, file }: OffPath, facts: Facts): Sentence {
  const name = module.split(".")[0];
  const searched = (facts.command?.importDirs ?? []).map((d) => relativeFolder(facts, d) ?? d);
  const inWords = (one: string): string =>
    one === "" ? "the project's folder" : one === ".." ? "the folder above" : one;
  return {
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `Python does not search ${inWords(folder)}, where ${name} is`,
    detail: `${at ? `${at.file} imports` : "The start command names"} ${module}, which is ${file}. In this project, Python searches only ${listed(searched.map(inWords), 4)}.`,
    ...(at ? { at } : {}),
  };
}

const installers = new Set(tools.flatMap(({ name, installs }) => (installs?.project ? [name] : [])));

/** The command that is right, the project's installation where it is made for that, and the other spelling of the import. */
function fixesOf(off: OffPath, facts: Facts): Fix[] {
  const { folder, module, at } = off;
  const { install } = facts.runtime;
  const above = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/") + 1) : "";
  const installs =
    /(^|\/)src$/.test(folder) && install && /(pyproject\.toml|setup\.(py|cfg))$/.test(install.manifest);
  const spelling = otherSpelling(off, facts);
  return [
    rightCommand(off, facts),
    ...(installs && install.manifest.startsWith(above)
      ? [
          {
            id: "install-project",
            title: "Install the project itself",
            safety: "manual" as const,
            command:
              /\bpip install -e\b/.test(install.command) ||
              installers.has(install.command.split(" ")[0] ?? "")
                ? install.command
                : `${facts.runtime.interpreter?.path ?? "python3"} -m pip install -e ${above || "."}`,
            changes: [],
          },
        ]
      : []),
    ...(spelling && at
      ? [
          {
            id: "import-by-path",
            title: `Import ${spelling} instead of ${module}`,
            safety: "manual" as const,
            changes: [],
          },
        ]
      : []),
  ];
}

/** The name under which a folder that is searched already has it. */
function otherSpelling({ file, folder }: OffPath, facts: Facts): string | null {
  for (const searched of facts.command?.importDirs ?? []) {
    const dir = relativeFolder(facts, searched);
    if (dir === null || !(dir === "" || folder.startsWith(`${dir}/`))) continue;
    const name = moduleOf(dir === "" ? file : file.slice(dir.length + 1));
    if (/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name)) return name;
  }
  return null;
}

/** The entry by its name from the folder that is to be searched; where other imports need the old one, both are searched. */
export function rightCommand({ folder, module }: Pick<OffPath, "folder" | "module">, facts: Facts): Fix {
  const { command, project } = facts;
  if (!command) return commandFix(facts, "", null);
  const cwd = relativeFolder(facts, command.cwd);
  const entry = command.entry?.file ?? null;
  const inside = entry === null ? null : below(entry, folder, project.dir);
  const name = inside === null || inside.includes("-") ? null : moduleOf(inside);
  const words = name === null || needsOld(folder, facts) ? null : byName(name, facts);
  const shown = folder === "" ? "the project's folder" : folder;
  // A folder above the program's: it is started there.
  const start = words ?? (entry === null ? command.program.join(" ") : null);
  if (start !== null && (folder === ".." || (folder === "" && cwd !== ""))) {
    const where = folder === "" ? "" : `cd ${folder} && `;
    const title = `Start ${name ?? module} in ${folder === "" ? "the project's folder" : "the folder above"}`;
    return { id: "right-path", title, safety: "manual", command: where + start, changes: [] };
  }
  if (words !== null && folder === cwd) return commandFix(facts, `Start ${name} by its name`, words);
  const under =
    cwd === "" ? folder : cwd !== null && folder.startsWith(`${cwd}/`) ? folder.slice(cwd.length + 1) : null;
  if (under === null) {
    const up = cwd === null ? project.dir : folder === "" && cwd !== "" ? cwd.replace(/[^/]+/g, "..") : ".";
    const title = `Let Python search ${shown} for modules`;
    return commandFix(facts, title, withFolder(facts, up));
  }
  return commandFix(
    facts,
    `Let Python search ${shown} for modules${words === null ? "" : `, and start ${name}`}`,
    withFolder(facts, under || ".", words ?? undefined),
  );
}

function below(file: string, folder: string, dir: string): string | null {
  if (folder === "") return file;
  if (folder === "..") return `${dir.slice(dir.replaceAll("\\", "/").lastIndexOf("/") + 1)}/${file}`;
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : null;
}

/** The program with its entry named as a module. */
function byName(name: string, facts: Facts): string | null {
  const { entry, program, server } = facts.command ?? {};
  if (!entry || !program) return null;
  if (commandOf(server)?.entry?.as === "import") {
    const words = withImport(facts, entry.attribute ? `${name}:${entry.attribute}` : name);
    return words && withoutFolder(facts, words);
  }
  if (server !== "python" || entry.kind !== "file" || !entry.file) return null;
  const file = entry.file.slice(entry.file.lastIndexOf("/") + 1);
  const at = program.findIndex((word) => word === file || word.endsWith(`/${file}`));
  return at < 0 ? null : [...program.slice(0, at), "-m", name, ...program.slice(at + 1)].join(" ");
}

/** Another import at the start finds its module in a folder that is searched now, and would not in the new one. */
function needsOld(folder: string, facts: Facts): boolean {
  return facts.source.imports.some(({ language, reached, resolved, specifier }) => {
    if (language !== "python" || !reached || !resolved || specifier.startsWith(".")) return false;
    const file = below(resolved, folder, facts.project.dir);
    return file !== null && !`/${file}`.startsWith(`/${topOf(specifier)}`);
  });
}
