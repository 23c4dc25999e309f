import path from "node:path";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { valueHad } from "../_lookup.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** The folder in which the package `config` looks has no settings, and another folder of the project has. */
export interface ConfigFolder {
  /** Where it looks, and where they lie. */
  looked: string;
  lies: string;
  /** The import of the package. */
  at: Place;
  /** It said so itself. */
  said: boolean;
}

/** The package `config` takes its settings from `config` in the working folder, unless NODE_CONFIG_DIR names another. */
export function configFolder(facts: Facts): ConfigFolder | null {
  const { command, source, project, run } = facts;
  const used = source.imports.find((i) => i.package === "config" && i.reached && !i.optional && !i.late);
  if (!command || !used || used.language === "python" || run?.outcome === "healthy") return null;
  const own = ["NODE_CONFIG_DIR", "NODE_CONFIG"];
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
  const looked = path.posix.join(cwd, "config");
  const folders = new Set((project.files ?? []).map((f) => path.posix.dirname(f)).filter(isConfig));
  if (folders.has(looked) || folders.size !== 1) return null;
  const said = /^WARNING: No configurations found in configuration directory/m.test(
    run?.output.join("\n") ?? "",
  );
  if (run && !(said && /Configuration property "[^"]+" is not defined/.test(lastWords(facts)))) return null;
  return { looked, lies: [...folders][0] as string, at: used.at, said };
}

const isConfig = (folder: string): boolean => path.posix.basename(folder) === "config";
