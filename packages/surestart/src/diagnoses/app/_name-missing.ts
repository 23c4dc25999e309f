import type { Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { nearest } from "../../near.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { moduleOf } from "./_serve-objects.ts";

/** A Python module of the project that is asked for a name which it does not define. */
export interface NameMissing {
  module: string;
  file: string;
  name: string;
  /** The one of its names that is near. */
  near: string | null;
  at: Place | null;
}

/** By the error's own words, and only of a file of the project; modules that import each other are another fault. */
export function nameMissing(facts: Facts): NameMissing | null {
  if (facts.run?.outcome !== "failed") return null;
  const said = /^ImportError: cannot import name '(\w+)' from '([\w.]+)' \(.*[\\/]([\w.-]+\.py)\)/m.exec(
    lastWords(facts),
  );
  const [, name, module, base] = said ?? [];
  if (!name || !module || !base) return null;
  const file = facts.source.pythonFiles?.find(
    (one) => `.${moduleOf(one)}`.endsWith(`.${module}`) && one.endsWith(base),
  );
  if (file === undefined) return null;
  const names = facts.source.names.filter((n) => n.file === file).map((n) => n.name);
  return { module, file, name, near: nearest(name, names), at: facts.run.crash?.at ?? null };
}

export function nameMissingSentence({ module, file, name, near, at }: NameMissing): Sentence {
  return {
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: `${module} has no ${name}`,
    detail: `${at?.file ?? "The program"} imports ${name} from ${module}, and ${file} does not define it${near ? `; it defines ${near}` : ""}.`,
    ...(at ? { at } : {}),
    also: [{ file, note: "the module" }],
  };
}

export function nameMissingFix({ file, name, near }: NameMissing): Fix {
  const title = near ? `Import ${near}` : `Define ${name} in ${file}, or import a name that it defines`;
  return { id: "right-name", title, safety: "manual", changes: [] };
}
