import { relative } from "node:path";
import { listed } from "../../diagnoses/_lookup.ts";
import type { Facts, RunFacts } from "../../facts.ts";

/** One line: which start failed and why, and what the next one is given. No value is in it. */
export function reasonWords(
  { run }: Facts,
  { file, names, because }: NonNullable<RunFacts["loaded"]>,
  about: readonly string[],
  dir: string,
): string {
  // "Error" alone says nothing.
  const name = /^(?!Error$)\w+$/.test(run?.crash?.name ?? "") ? ` (${run?.crash?.name})` : "";
  const shown = relative(dir, file) || file;
  const them = listed(about);
  const many = about.length > 1;
  const why = {
    "nothing-loads": `nothing loads ${shown}, which sets ${them}`,
    "not-exported": `a script reads ${shown} but does not export ${them}`,
    "loader-finds-none": `the project itself does not find ${shown}, which sets ${them}`,
    "read-before-load": `${them} ${many ? "are" : "is"} read before ${shown} is loaded`,
    mended: `the project's own loader fails to read ${them} from ${shown}`,
  }[because];
  const given = names.length === 1 ? "it" : `${names.length} variables of ${shown}`;
  return `the first start failed${name}, because ${why}: starting again with ${given} set`;
}
