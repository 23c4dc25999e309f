import type { Facts } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";
import { lastWords, moduleNotFound } from "../runtime/_crash-text.ts";
import { topOf } from "../runtime/_packages.ts";
import type { WrongStart } from "./_serve-objects.ts";

/** A tool runs a file of the project, which does not find the project: the tool does not search its folder. */
export function ownPath(facts: Facts): WrongStart | null {
  const { run, source } = facts;
  const at = run?.outcome === "failed" ? run.crash?.at : null;
  const module = moduleNotFound(facts);
  if (!at || module === null) return null;
  const words = lastWords(facts);
  const tool = tools.find(({ ownPath: own }) => own?.runs.test(at.file) && own.says.test(words));
  if (!tool?.ownPath) return null;
  const { unless, otherwise } = tool.ownPath;
  const top = topOf(module);
  if (!source.pythonFiles?.some((file) => file === `${top}.py` || file.startsWith(`${top}/`))) return null;
  return {
    about: [`module ${module}`, `package ${top}`],
    sentence: {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: `The program ${tool.name} does not search the project's folder, where ${top} is`,
      detail: `${at.file} imports ${module}. It searches the working folder for modules only where ${unless.file} says so.`,
      at,
    },
    fixes: [
      {
        id: "prepend-path",
        title: `Add ${unless.line} to the section ${unless.section} of ${unless.file}, or start with ${otherwise}`,
        safety: "manual",
        changes: [],
      },
    ],
  };
}
