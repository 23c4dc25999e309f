import path from "node:path";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { tools } from "../../known/_tools.ts";
import { valueHad } from "../_lookup.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** The folder in which a settings package looks has no settings, and another folder of the project has. */
export interface ConfigFolder {
  /** The package, its folder by name, and the variable that names another one. */
  pack: string;
  folder: string;
  variable: string;
  /** Where it looks, and where they lie. */
  looked: string;
  lies: string;
  /** The import of the package. */
  at: Place;
  /** It said so itself. */
  said: boolean;
}

const packages = new Map(
  tools.flatMap(({ name, settingsFiles }) => (settingsFiles ? [[name, settingsFiles] as const] : [])),
);

/** A package takes its settings from a folder in the working folder, unless a variable names another. */
export function configFolder(facts: Facts): ConfigFolder | null {
  const { command, source, project, run } = facts;
  const used = source.imports.find(
    (i) => packages.has(i.package ?? "") && i.reached && !i.optional && !i.late,
  );
  const settings = packages.get(used?.package ?? "");
  if (!command || !used?.package || !settings || used.language === "python" || run?.outcome === "healthy")
    return null;
  const own = [settings.otherFolder, settings.instead];
  if (
    own.some(
      (name) =>
        source.sets?.includes(name) || facts.env.variables.some((v) => v.name === name && valueHad(facts, v)),
    )
  )
    return null;
  const cwd = path.posix.relative(project.dir, command.cwd);
  if (cwd.startsWith("..") || own.some((name) => name in command.env || name in facts.env.environment))
    return null;
  const looked = path.posix.join(cwd, settings.folder);
  const folders = new Set(
    (project.files ?? [])
      .map((f) => path.posix.dirname(f))
      .filter((folder) => path.posix.basename(folder) === settings.folder),
  );
  if (folders.has(looked) || folders.size !== 1) return null;
  const said = settings.none.test(run?.output.join("\n") ?? "");
  if (run && !(said && settings.undefined.test(lastWords(facts)))) return null;
  const { folder, otherFolder: variable } = settings;
  return { pack: used.package, folder, variable, looked, lies: [...folders][0] as string, at: used.at, said };
}
