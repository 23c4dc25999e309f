import type { Subject } from "../../compete.ts";
import type { Sentence } from "../../diagnose.ts";
import type { EnvFile, Facts, Loader } from "../../facts.ts";
import { bindingsByKey } from "../_index.ts";
import { baseName, roleOf, variableOf } from "../_lookup.ts";
import {
  absent,
  loadersThatFindNothing,
  type Missing,
  madeByCommand,
  missingAtStart,
  setButUnseen,
} from "../_missing.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** A loader that finds nothing, and a file elsewhere that has what the start misses. */
export interface NotFound {
  loader: Loader;
  file: EnvFile;
  missing: Missing[];
}

/** Files of the same name in other folders that have variables which the start misses, for loaders that find nothing. */
export function foundElsewhere(facts: Facts): NotFound[] {
  return notFound(
    facts,
    (file, loader) => file.role === "env" && loader.files.some((f) => baseName(f) === baseName(file.file)),
  );
}

export function foundMisnamed(facts: Facts): NotFound[] {
  return notFound(facts, (file, loader) => file.role === "misnamed" || isOfOtherMode(file, loader));
}

/** `.env.development` for a loader that knows `.env` alone, or `.env` for one that was told another name. */
function isOfOtherMode(file: EnvFile, loader: Loader): boolean {
  if (file.role !== "env" || loader.at === null) return false;
  const plain = loader.files.filter((f) => baseName(f) === ".env").length;
  if (isPlain(file)) return plain === 0;
  return /^\.env\.\w/.test(baseName(file.file)) && plain === loader.files.length;
}

/** The name that everything else looks for: it stays, and the load is what is changed. */
export function isPlain({ file }: EnvFile): boolean {
  return baseName(file) === ".env";
}

function notFound(facts: Facts, suits: (file: EnvFile, loader: Loader) => boolean): NotFound[] {
  const missing = setButUnseen(facts);
  const served = facts.env.loaders.some((l) => l.found.length > 0 && !l.own);
  for (const loader of loadersThatFindNothing(facts)) {
    // Where another loader brings a file, only one that throws without its own is at fault.
    if ((served && !demanded(facts, loader)) || madeByCommand(facts, loader)) continue;
    const suitable = nearestFirst(facts).filter((f) => suits(f, loader) && !loader.files.includes(f.file));
    const having = (file: EnvFile): Missing[] =>
      missing.filter((m) => bindingsByKey(file.bindings).has(m.variable.name));
    const file =
      suitable.find((f) => having(f).length > 0) ??
      (demanded(facts, loader) ? suitable.find((f) => isRead(facts, f)) : undefined);
    if (file) return [{ loader, file, missing: having(file) }];
  }
  return [];
}

/** It has a variable that the program reads. */
function isRead(facts: Facts, file: EnvFile): boolean {
  return file.bindings.some((b) => variableOf(facts, b.key)?.reads.some((r) => r.reached));
}

/** How near the absence of a loader's file is to the failure: the program's error names what is missing, or the file. */
export function roleOfAbsence(facts: Facts, loader: Loader, missing: readonly Missing[]): Sentence["role"] {
  if (facts.run?.outcome !== "failed") return "would";
  const named = baseName(loader.files[0] ?? ".env");
  const text = lastWords(facts);
  const said = /ENOENT|not found|no such file/i.test(text) && text.includes(named);
  if (said && demanded(facts, loader)) return "crash";
  return roleOf(
    facts,
    missing.map((m) => m.variable),
  );
}

/**
 * A file that a loader does not find: with it the variables are missing that were found in another one, and, but in
 * production, where the deployment sets them, all that are set nowhere.
 */
export function subjectsOf(facts: Facts, loader: Loader, missing: readonly Missing[]): Subject[] {
  const unset = facts.project.production
    ? []
    : missingAtStart(facts).filter((m) => m.variable.setValue === null);
  return [`file ${loader.files[0]}`, ...new Set(absent([...unset, ...missing]))];
}

function nearestFirst(facts: Facts): EnvFile[] {
  return [...facts.env.files].sort((a, b) => depth(a.file) - depth(b.file));
}

function depth(file: string): number {
  return file.split("/").length;
}

/** Without its file the program does not even start. */
export function demanded(facts: Facts, loader: Loader): boolean {
  if (loader.demands) return true;
  return (
    loader.when === "command" &&
    facts.command?.envFiles.find((f) => f.file === loader.files[0])?.optional === false
  );
}

/** The path is relative to the working folder, and would be right in a folder from which the program could be started. */
export function dependsOnCwd(facts: Facts, { loader, file }: NotFound): boolean {
  if (loader.search !== "cwd" || loader.at === null) return false;
  const written =
    loader.files.find((f) => file.file.endsWith(`/${f}`) || file.file === f) ?? baseName(file.file);
  const folder = file.file.slice(0, file.file.length - written.length).replace(/\/$/, "");
  const around = [loader.at.file, facts.command?.entry?.file ?? loader.at.file];
  return folder === "" || folder.startsWith("..") || around.some((one) => one.startsWith(`${folder}/`));
}

/** `run` worked around it when it loaded that very file itself. */
export function gotRound(facts: Facts, { missing }: NotFound): boolean {
  return (
    facts.run?.outcome === "healthy" &&
    missing.some((m) => facts.run?.loaded?.names.includes(m.variable.name))
  );
}
