import type { EnvFile, Facts, Loader } from "../../facts.ts";
import { baseName } from "../_lookup.ts";
import { loadersThatFindNothing, type Missing, madeByCommand, setButUnseen } from "../_missing.ts";

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
  return notFound(facts, (file) => file.role === "misnamed");
}

function notFound(facts: Facts, suits: (file: EnvFile, loader: Loader) => boolean): NotFound[] {
  if (facts.env.loaders.some((l) => l.found.length > 0 && !l.own)) return [];
  const missing = setButUnseen(facts);
  for (const loader of loadersThatFindNothing(facts)) {
    for (const file of nearestFirst(facts)) {
      if (!suits(file, loader) || loader.files.includes(file.file) || madeByCommand(facts, loader)) continue;
      const has = missing.filter((m) => file.bindings.some((b) => b.key === m.variable.name));
      if (has.length > 0 || (missing.length === 0 && demanded(facts, loader) && file.bindings.length > 0))
        return [{ loader, file, missing: has }];
    }
  }
  return [];
}

function nearestFirst(facts: Facts): EnvFile[] {
  return [...facts.env.files].sort((a, b) => depth(a.file) - depth(b.file));
}

function depth(file: string): number {
  return file.split("/").length;
}

function demanded(facts: Facts, loader: Loader): boolean {
  return (
    loader.when === "command" &&
    facts.command?.envFiles.find((f) => f.file === loader.files[0])?.optional === false
  );
}

/** `run` got round it when it loaded that very file by itself. */
export function gotRound(facts: Facts, { missing }: NotFound): boolean {
  return (
    facts.run?.outcome === "healthy" &&
    missing.some((m) => facts.run?.loaded?.names.includes(m.variable.name))
  );
}
