import type { SourceLoad } from "../facts.ts";
import type { EnvFileIndex } from "./env-files.ts";
import type { FoundRead } from "./found-read.ts";

/** A load in the order of the start, with what decides whether it helps a read. */
export interface OrderedLoad {
  load: SourceLoad;
  order: number;
  /** null: it fills the environment. Otherwise the settings that it fills, as `file#name`. */
  settings: string | null;
  search: boolean;
  /** It cannot be told whether it takes place (a package that may not be there). */
  unsure: boolean;
  /** It brings only these. */
  names?: readonly string[];
}

/**
 * Says of every read that is reached whether a load has run before it, and else which load is too late. A load without a
 * file, or whose file lacks the variable, does not count where a later one has it.
 */
export function loadedBefore(
  reads: { found: FoundRead; order: number }[],
  loads: OrderedLoad[],
  files: EnvFileIndex,
): void {
  for (const { found, order } of reads) {
    const { read, settings } = found;
    const mine = loads.filter(
      (l) => (l.settings === null || settings.includes(l.settings)) && l.names?.includes(read.name) !== false,
    );
    const before = mine.filter((l) => l.order < order);
    const after = mine.filter((l) => l.order >= order && l.settings === null);
    const brings = (l: OrderedLoad): boolean => has(l, read.name, files);
    const late = after.find(brings) ?? (before.length ? undefined : after.find((l) => l.load.files === null));
    const certain = before.filter((l) => !l.unsure);
    if (certain.some(brings) || (certain.length > 0 && !late)) read.loaded = true;
    else if (before.length > certain.length) read.loaded = null;
    else {
      read.loaded = false;
      const too = late ?? (before.length ? undefined : after[0]);
      if (too) read.lateLoad = too.load.at;
    }
  }
}

function has({ load, search }: OrderedLoad, name: string, files: EnvFileIndex): boolean {
  if (load.files === null) return false;
  if (!search) return load.files.some((f) => files.mentions(f, name));
  const first = load.files.find((f) => files.exists(f));
  return first !== undefined && files.mentions(first, name);
}
