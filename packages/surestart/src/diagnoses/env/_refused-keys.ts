import type { Subject } from "../../compete.ts";
import type { Sentence } from "../../diagnose.ts";
import type { EnvBinding, Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { settingsOption } from "../../known/_find-loads.ts";
import { tools } from "../../known/_tools.ts";
import { keyPlace, listed } from "../_lookup.ts";

/** Names in a .env that a settings class refuses, since no field of it has them. */
export interface RefusedKeys {
  file: string;
  bindings: [EnvBinding, ...EnvBinding[]];
  /** The load that names the file. */
  by: Place;
  /** The class said so itself. */
  said: boolean;
}

/** How to let the class take them. */
const remedy: string = tools.flatMap(({ settingsClass }) => settingsClass?.extra.remedy ?? [])[0] ?? "";
const says = tools.flatMap(({ settingsClass }) => settingsClass?.extra.says ?? []);

/** By the class's own words where it has failed, else by its fields. */
export function refusedKeys(facts: Facts): RefusedKeys[] {
  const failed = facts.run?.outcome === "failed";
  const fields = failed ? fieldsSaid(facts.run?.crash?.lines ?? []) : [];
  return facts.env.loaders.flatMap((loader): RefusedKeys[] => {
    const { at, own, knows, found, how } = loader;
    if (!at || !own || loader.when === "request" || !(knows || how.includes(settingsOption.inClass)))
      return [];
    const said = fields.length > 0;
    if (!said && (failed || !knows)) return [];
    return found.flatMap((file) => {
      const bindings = (facts.env.files.find((one) => one.file === file)?.bindings ?? []).filter(
        ({ key, value }) =>
          said ? fields.includes(key.toUpperCase()) : value !== "" && !knows?.includes(key.toUpperCase()),
      );
      const [first, ...rest] = bindings;
      return first ? [{ file, bindings: [first, ...rest], by: at, said }] : [];
    });
  });
}

/** The line above each such sentence names the field. */
function fieldsSaid(lines: readonly string[]): string[] {
  return lines.flatMap((line, i) =>
    says.some((pattern) => pattern.test(line)) ? (lines[i - 1] ?? "").trim().toUpperCase() || [] : [],
  );
}

export function aboutKeys({ file, bindings }: RefusedKeys): Subject[] {
  return bindings.flatMap(({ key, line }): Subject[] => [`value ${key}`, `line ${file}:${line}`]);
}

export function sentenceOf({ file, bindings, by, said }: RefusedKeys, { run }: Facts): Sentence {
  const names = listed(bindings.map(({ key }) => key));
  const many = bindings.length > 1;
  return {
    severity: run?.outcome === "healthy" ? "warning" : "error",
    confidence: "certain",
    role: said ? "crash" : "would",
    title: `${names} ${many ? "are" : "is"} in ${file}, but the settings class that reads it has no such field`,
    detail: `The class whose file ${by.file}:${by.line} names accepts only names of its fields, and fails for ${many ? "these" : "this one"}.`,
    at: keyPlace(file, bindings[0]),
    also: [
      { ...by, note: "the settings class reads the file here" },
      ...bindings.slice(1).map((one) => ({ ...keyPlace(file, one), note: `${one.key} has no field either` })),
    ],
  };
}

export function fixWords({ file, bindings }: RefusedKeys): string {
  const names = listed(bindings.map(({ key }) => key));
  return `Give the class a field for ${names}, remove ${bindings.length > 1 ? "them" : "it"} from ${file}, or ${remedy}`;
}
