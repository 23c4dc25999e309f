import type { Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Change, Fix, Place } from "../../finding.ts";
import type { Tool } from "../../known/_define.ts";
import { tools } from "../../known/_tools.ts";
import { countingBinding, valuePlace, variableOf } from "../_lookup.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import type { WrongStart } from "./_serve-objects.ts";

/** The framework that takes its settings from a module which a variable names. */
const framework = tools.find(({ command }) => command?.sets?.["settings"]) as Tool;
const name = framework.command?.sets?.["settings"] as string;

/** The module that a framework is told to take its settings from, and that cannot be imported. */
interface MissingSettings {
  module: string;
  at: Place | null;
  /** The module that was meant: the one of that name in the project, or the default that the variable replaced. */
  near: string | null;
  change: Change | null;
}

export function wrongSettings(facts: Facts): WrongStart | null {
  const missing = missingSettings(facts);
  return (
    missing && {
      about: [`module ${missing.module}`, `package ${missing.module.split(".")[0]}`],
      sentence: settingsFinding(missing, facts),
      fixes: settingsFixes(missing),
    }
  );
}

/**
 * In a run by the error's own words; before it where the text in the sources names what neither the project nor the
 * interpreter has. A name in the environment or in .env wins over the text, which is a default.
 */
function missingSettings(facts: Facts): MissingSettings | null {
  if (facts.run?.outcome === "healthy") return null;
  const variable = variableOf(facts, name);
  const bound = variable && countingBinding(facts, variable);
  const shell = facts.env.environment[name];
  const text = facts.source.imports.find((i) => i.settings && i.reached);
  const module = shell ?? bound?.binding.value ?? text?.specifier;
  if (module === undefined || !/^[A-Za-z_][\w.]*$/.test(module)) return null;
  if (facts.run ? !saidMissing(facts, module) : !surelyMissing(facts, text, module)) return null;
  const at = shell !== undefined ? null : bound ? valuePlace(bound.file, bound.binding) : (text?.at ?? null);
  const near = bound || shell !== undefined ? (text?.resolved ? text.specifier : null) : nearOf(facts, text);
  if (shell !== undefined || near === null || at?.line === undefined)
    return { module, at, near, change: null };
  const change: Change = bound
    ? { do: "env-set", file: bound.file, key: name, value: near, line: bound.binding.line }
    : { do: "replace-near", file: at.file, line: at.line, old: module, new: near };
  return { module, at, near, change };
}

/** The one file of that name that the project has. */
function nearOf(facts: Facts, text: Facts["source"]["imports"][number] | undefined): string | null {
  return (text && facts.runtime.nearFiles?.[`${text.file} ${text.specifier}`]?.specifier) ?? null;
}

/** "No module named" with the module, or with a package on the way to it. */
function saidMissing(facts: Facts, module: string): boolean {
  const said = /No module named '([^']+)'/.exec(lastWords(facts))?.[1];
  return said !== undefined && (module === said || module.startsWith(`${said}.`));
}

function surelyMissing(
  facts: Facts,
  text: Facts["source"]["imports"][number] | undefined,
  module: string,
): boolean {
  if (text?.specifier !== module || text.resolved !== null || facts.env.environment[name]) return false;
  const pack = facts.runtime.packages.find((p) => p.name === text.package);
  return text.missing || (pack !== undefined && !pack.installed && !pack.declared && pack.inVenv === null);
}

function settingsFinding({ module, at, near }: MissingSettings, facts: Facts): Sentence {
  return {
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${framework.called} cannot import the settings ${module}`,
    detail: `${name} is ${module}, but there is no such module${near ? `; ${near} is similar` : ""}.`,
    ...(at ? { at } : {}),
  };
}

function settingsFixes({ near, change }: MissingSettings): Fix[] {
  return [
    {
      id: "settings-module",
      title: near
        ? `Use ${near}`
        : `Set it to the dotted path of the settings from the folder of ${framework.command?.script}`,
      safety: change ? "review" : "manual",
      changes: change ? [change] : [],
    },
  ];
}
