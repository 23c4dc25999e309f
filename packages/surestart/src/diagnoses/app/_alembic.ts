import type { Facts } from "../../facts.ts";
import { lastWords, moduleNotFound } from "../runtime/_crash-text.ts";
import { topOf } from "../runtime/_packages.ts";
import type { WrongStart } from "./_serve-objects.ts";

/**
 * The program alembic has its own folder on Python's path, and not the one in which it is started, unless alembic.ini says
 * `prepend_sys_path = .` (https://alembic.sqlalchemy.org/en/latest/tutorial.html): env.py does not find the project.
 */
export function alembicPath(facts: Facts): WrongStart | null {
  const { run, source } = facts;
  const at = run?.outcome === "failed" ? run.crash?.at : null;
  const module = moduleNotFound(facts);
  if (!at || module === null || !/(^|\/)env\.py$/.test(at.file)) return null;
  if (!/[\\/]alembic[\\/]script[\\/]base\.py", line \d+, in run_env/.test(lastWords(facts))) return null;
  const top = topOf(module);
  if (!source.pythonFiles?.some((file) => file === `${top}.py` || file.startsWith(`${top}/`))) return null;
  return {
    about: [`module ${module}`, `package ${top}`],
    sentence: {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: `The program alembic does not search the project's folder, where ${top} is`,
      detail: `${at.file} imports ${module}. It searches the working folder for modules only where alembic.ini says so.`,
      at,
    },
    fixes: [
      {
        id: "prepend-path",
        title:
          "Add prepend_sys_path = . to the section [alembic] of alembic.ini, or start with python3 -m alembic",
        safety: "manual",
        changes: [],
      },
    ],
  };
}
