import type { Facts, Variable } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { bindingsOf, valuePlace } from "../_lookup.ts";
import { generateIn, secretForm } from "../_secret-form.ts";

/** A secret that is set, and where. */
export interface SetSecret {
  variable: Variable;
  value: string;
  /** In a file, or undefined when the environment has it. */
  place: { file: string; line: number; at: Place } | null;
}

/** Secret variables that the code reads, with the value that counts. */
export function setSecrets(facts: Facts): SetSecret[] {
  return facts.env.variables.flatMap((variable) => {
    const value = variable.value ?? variable.setValue;
    if (!variable.secret || value === null || value === "" || variable.reads.length === 0) return [];
    const binding =
      variable.from === "environment"
        ? undefined
        : bindingsOf(facts, variable.name).findLast((b) => b.binding.value !== "");
    const place = binding
      ? { file: binding.file, line: binding.binding.line, at: valuePlace(binding.file, binding.binding) }
      : null;
    return [{ variable, value, place }];
  });
}

export function generateFix({ variable, place }: SetSecret): Fix {
  const form = secretForm(variable);
  if (!form || !place)
    return {
      id: "generate",
      title: `Set ${variable.name} to a random value`,
      safety: "manual",
      command: "openssl rand -base64 32",
      changes: [],
    };
  return {
    id: "generate",
    title: `Give ${variable.name} a freshly generated value in ${place.file}`,
    safety: "review",
    changes: [generateIn(place.file, variable.name, form, place.line)],
  };
}
