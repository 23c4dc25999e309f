import type { Start } from "./execute.ts";
import type { Library } from "./library.ts";
import type { SourceModule } from "./module.ts";

/** What others know of long work, and how they end it. */
export interface Watched {
  /** Told every few milliseconds how many sources were read, of how many that there are. */
  onProgress?: ((read: number, known: number) => void) | undefined;
  /** Nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
}

/**
 * Reads the modules that a start comes to by its imports, ahead of going through them in their order, which cannot wait.
 * Other work has its turn every few milliseconds: `run` surveys while it passes on what the program prints.
 */
export async function readAhead(
  start: Start,
  library: Library,
  dirs: readonly string[],
  { signal, onProgress }: Watched = {},
): Promise<void> {
  const files = new Set([...start.files, ...(start.requests ?? [])]);
  let read = 0;
  const giveWay = turns(signal, () => onProgress?.(read, library.files.length));
  // What is added while the set is gone through is gone through, too.
  for (const file of files) {
    await giveWay();
    read++;
    for (const next of importedBy(library.module(file), library, dirs)) files.add(next);
  }
}

/** What is imported when the module itself is run; what its functions import is read when they are called. */
function importedBy(module: SourceModule | null, library: Library, dirs: readonly string[]): string[] {
  if (!module) return [];
  return module.events.flatMap((event) => {
    if (event.kind !== "import" || (event.scope.kind !== "module" && event.scope.kind !== "main")) return [];
    const { runs, submodules } = library.resolve(module, event, dirs);
    return [...runs, ...submodules.values()];
  });
}

/**
 * A function that gives way to other work when 15 ms have gone by since the last time, and throws once nobody waits any more.
 * @param onTurn called each time that it gives way
 */
export function turns(signal?: AbortSignal, onTurn?: () => void): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < 15) return;
    onTurn?.();
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    since = performance.now();
  };
}
