import type { Facts } from "../../facts.ts";
import type { WrongStart } from "./_serve-objects.ts";

/** A module that Node is to load before the program (`--require`, `--import`), by a path that leads nowhere. */
export function wrongPreload({ run, command }: Facts): WrongStart | null {
  const said = run?.crash?.message ?? "";
  const required = /^Cannot find module '(\.[^']*)'[\s\S]*\binternal\/preload\b/.exec(said)?.[1];
  const imported = /^Cannot find module '([^']+)' imported from (.*[\\/])$/.exec(said);
  const name = required ?? (imported && `./${imported[1]!.slice(imported[2]!.length)}`) ?? undefined;
  if (run?.outcome !== "failed" || name === undefined) return null;
  const lies = run.elsewhere?.asked === name ? run.elsewhere.lies : null;
  const at = command?.at;
  return {
    about: [`file ${name}`, "crash"],
    sentence: {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: `${name}, which Node is to load before the program, does not exist`,
      detail: `An option (--require or --import), in the command or in NODE_OPTIONS, names it. Node looks for it from the working folder${lies ? `; the project has ${lies}` : ""}.`,
      ...(at ? { at } : {}),
      also: lies ? [{ file: lies, note: "the file that was probably meant" }] : [],
    },
    fixes: [
      {
        id: "right-path",
        title: lies ? `Write ./${lies}` : "Correct the path in the option",
        ...(lies && at?.line !== undefined
          ? {
              safety: "review",
              changes: [{ do: "replace-near", file: at.file, line: at.line, old: name, new: `./${lies}` }],
            }
          : { safety: "manual", changes: [] }),
      },
    ],
  };
}
