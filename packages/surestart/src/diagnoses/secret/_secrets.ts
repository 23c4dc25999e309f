import type { Facts, Variable } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { countingBinding, valuePlace } from "../_lookup.ts";
import { generateIn, secretForm } from "../_secret-form.ts";
import { printsSecret } from "../_typed.ts";

/** A secret that is set, and where. */
export interface SetSecret {
  variable: Variable;
  value: string;
  /** In a file, or undefined when the environment has it. */
  place: { file: string; line: number; at: Place } | null;
}

/** Secret variables that the code reads, with the value that counts. `also`: others whose use says that they are some. */
export function setSecrets(facts: Facts, also: (variable: Variable) => boolean = () => false): SetSecret[] {
  return facts.env.variables.flatMap((variable) => {
    const value = variable.value ?? variable.setValue;
    if (!(variable.secret || also(variable)) || value === null || value === "" || variable.reads.length === 0)
      return [];
    // USE_CREDENTIALS=False says whether there are any.
    if (/^(?:use|enable|disable|require|allow|skip|has|is)_/i.test(variable.name) && onOrOff.test(value))
      return [];
    const binding = countingBinding(facts, variable);
    const place = binding
      ? { file: binding.file, line: binding.binding.line, at: valuePlace(binding.file, binding.binding) }
      : null;
    return [{ variable, value, place }];
  });
}

const onOrOff = /^(?:true|false|yes|no|on|off|[01])$/i;

/**
 * A new value for a secret. Only where it is of no use as it is (`broken`): what is signed or encrypted with one that works
 * would be lost. Of a value that others give out, nothing is made.
 */
export function generateFix({ variable, value, place }: SetSecret, broken: boolean): Fix {
  const { name } = variable;
  const form = secretForm(variable);
  if (form && place && broken)
    return {
      id: "generate",
      title: `Give ${name} a freshly generated value in ${place.file}`,
      safety: "review",
      changes: [generateIn(place.file, name, form, place.line)],
    };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value))
    return {
      id: "correct",
      title: `Set ${name} to the URL of your own service`,
      safety: "manual",
      changes: [],
    };
  if (!form)
    return {
      id: "correct",
      title: `Set ${name} to the value that was issued to you`,
      safety: "manual",
      changes: [],
    };
  return {
    id: "generate",
    title: broken
      ? `Set ${name} to a random value`
      : `Set ${name} to a random value; what was signed or encrypted with the old one becomes invalid`,
    safety: "manual",
    command: printsSecret(form),
    changes: [],
  };
}
