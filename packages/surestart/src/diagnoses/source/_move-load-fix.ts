import type { Facts, Loader, SourceRead } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { loadFixes } from "./_load-fix.ts";

/**
 * A second load before the first read: the late one then changes nothing, because a loader never overrides what is set.
 * So nothing has to be moved, and no other statement changes its order.
 */
export function moveLoadFix(facts: Facts, load: Place, read: SourceRead): Fix {
  const loader = facts.env.loaders.find((l) => l.at?.file === load.file && l.at.line === load.line);
  const file = loader?.found[0] ?? ".env";
  const [fix] = loadFixes(facts, file, read);
  if (!fix || overrides(loader))
    return {
      id: "move-load",
      title: `Move the load in ${load.file} above the imports of the project's own modules`,
      safety: "manual",
      changes: [],
    };
  const where = facts.source.loadBelongs?.file ?? read.at.file;
  if (fix.id === "env-file-flag") return { ...fix, id: "load-earlier" };
  return { ...fix, id: "load-earlier", title: `Load ${file} at the top of ${where}, before the first read` };
}

/** With override the late load may give other values than the early one. */
function overrides(loader: Loader | undefined): boolean {
  return loader?.override === true && !loader.plain;
}
